"""What the chat writer is made of: what is sent, the chain that sends it, what lies around it."""
