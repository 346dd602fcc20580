"""Drafts that deserve every point, written by hand; one statement a line.

``## heading | minutes`` opens a section; a statement is ``text | basis | sources``.
"""

AGENDA = """
# Agenda: session 3 of 6, Mina and Leo
## Purpose
The midpoint looks at the goals. | quoted | g-midpoint
## Before the session, Mina prepares
Choose one chart to show (5 minutes). | quoted | g-midpoint
## Before the session, Leo prepares
Write down one question about the filter (5 minutes). | quoted | g-midpoint
## Check-in and ground rules (both lead) | 4
Each says one word; the agreement is read again. | quoted | g-midpoint
## Open actions (Mina leads) | 6
Mina: Send the measures of the weekly report. | record | record:action:act-1
Leo: Choose one region for the filter. | record | record:action:act-2
## Topic: dashboards (Mina leads) | 10
Leo wrote after session 1: "Mina showed the filter." What has changed since? | inferred | n-leo
## What the leader gives back (Leo leads) | 5
Mina wants to learn: board papers. | record | record:pair:pair-a
## Close (both lead) | 5
Both name actions with owner and date. | quoted | g-midpoint
Next date: session 4 is planned for 18 July 2026. | record | record:session:4
Safety question: What was hard to say today? | quoted | g-midpoint
"""

SUMMARY = """
# Progress summary: Mina Ortiz and Leo Strand
## Period and sessions
Period: 1 April 2026 to 15 June 2026. | record | record:pair:pair-a
Sessions held: 1 of 6 planned. | record | record:pair:pair-a
Cancelled by Leo: session 2. | record | record:session:2
## Goals, evidence and status
Goal (open, not met yet): Leo reads the weekly dashboard without help. | record | record:goal:1
Evidence: Leo read the dashboard alone (Mina's note, session 1). | grounded | n-mina
Goal (dropped): Mina presents one page to the board. | record | record:goal:2
Evidence: I found no line on this goal in the shared notes. | record | record:goal:2
## What both learned
Mina learned how the board reads a table. | grounded | n-mina
Leo learned that a chart needs a purpose. | grounded | n-leo
## Commitments
Said by Leo: Choose one region for the filter. Not done yet. | record | record:action:act-2
Said by Leo: Open access to the cost table. Done on 2 May 2026. | record | record:action:act-3
## Next steps
Leo: Choose one region for the filter, by 20 June 2026. | record | record:action:act-2
## For the two of you
Mina reported after session 1: "We began well." | quoted | record:check_in:1
## About this summary
Read for the summary: 2 shared notes, 2 goals and 3 actions. | record | record:pair:pair-a
"""

STARTERS = """
# Starters for Mina
## Where the two of you stand
The next session is session 3 of 6. | record | record:session:3
## For you to ask Leo
In your note I read: "Mina showed the filter." What would help you next? | inferred | n-leo
What would you change about our sessions? | quoted | midpoint.md
Which decision could the dashboard have changed? | quoted | midpoint.md
## What helps
You: Start with what the leader tried. | quoted | midpoint.md
Leo: Say what you did with the advice. | quoted | midpoint.md
## An exit line
"Let's leave that question there." | quoted | midpoint.md
"""

POWER_DYNAMICS = """
# Silence: advice for Mina
## What is going on
Your note says: "Leo used the filter on his own." | quoted | n-mina
Raise it in the next session. | inferred | record:session:3
## What helps, on your side
Count to five before you fill a silence. | quoted | any.md
## Words to try
"I'd like a moment to think." | quoted | any.md
"What are you weighing right now?" | quoted | any.md
"I'll wait, take your time." | quoted | any.md
## One thing Leo can do
Say that you are thinking. | quoted | any.md
## An exit line
"Let's come back to this next time." | quoted | any.md
"""

EXPLAINER = """
# Dashboards: for Leo
## A business analogy
A dashboard is like the instrument panel of a car. | quoted | any.md
The picture stops holding where a driver cannot choose the dials. | quoted | any.md
## What it is, in three sentences
A dashboard is a page of measures that refreshes itself. | quoted | any.md
## What it changes for your work
Your goal on it: Leo reads the weekly dashboard without help. | record | record:goal:1
Your note says: "A chart needs a purpose." | quoted | n-leo
## One risk and how it is handled
A measure can become a target; the owner handles that with a second measure. | quoted | any.md
## Five minutes, hands on
Open one dashboard. | quoted | any.md
Write its owner's name down. | quoted | any.md
## Ask Mina
Which figure do you trust least? | quoted | any.md
## What is uncertain
As of June 2026, nobody knows how many measures are best. | quoted | any.md
"""

ANSWER = """
# How often do we meet?
## Answer
Most pairs meet every four weeks. | grounded | any.md
## Next step
Bring it to session 3. | inferred | record:session:3
"""
