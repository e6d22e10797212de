"""The prose of the About page."""

from __future__ import annotations

STANDINGS = (
    ("Published", "A document says so. The figure is shown as the document gives it."),
    (
        "Recorded",
        "A council took part, and a page or document names it. These records are those found so "
        "far: no record does not mean no support.",
    ),
    (
        "Illustrative",
        "Full records by council are held by the Local Government Association (LGA) and are not "
        "public. So that the whole picture can be shown, councils are allocated to offers in such "
        "a way that the published figures are met. These rows are not facts about any one "
        "council.",
    ),
)

RULES = (
    "A figure is here when a document or a public page states it. Five LGA documents were read "
    "from start to end, and every number in them that is a finding is either shown or listed "
    "below with the reason it is left out.",
    "A record of a council is here when a page or document names the council and what it took "
    "part in. Nothing is inferred from silence.",
    "Where sources contradict each other, all their figures are kept, each with its source.",
    "Names and telephone numbers of people are left out.",
    "Everything else that had to be chosen (how “over” is read, where a change counts as small, "
    "which councils are alike) is our choice. It is stated under “How this is calculated” of the "
    "exhibit that it touches.",
)

UPDATES = (
    "There is no timetable and no feed: the data change when somebody loads a file, or changes the "
    "csv files and builds them anew. A dashboard that is running then shows the new data without a "
    "restart.",
)

ERRORS = (
    "Every value is checked when the data are built. Whatever is wrong is listed with its file, "
    "row, column and reason, and nothing is published: readers keep the last good data. Published "
    "figures that cannot all be true together stop the build too, and are named.",
    "If you find an error, tell whoever runs this dashboard. Send the address of the page (it "
    "holds what you chose), the title of the exhibit and the data version. The correction is made "
    "in a csv file, with its source, so that it can be reviewed.",
)

# Words, and the command that follows them.
LOADING = (
    (
        "A csv file, Excel workbook, GeoJSON or GeoPackage of your own is loaded with this "
        "command, or in a browser at /load where whoever runs the dashboard allows it. You are "
        "told what was understood, what is wrong in which row, and what would change; nothing is "
        "published before you agree, and each load can be taken back.",
        "python -m dashboard load FILE",
    ),
    (
        "All else is in csv files in the folder “data”; its README describes each of them, and "
        "the data dictionary below what the built tables hold. To add or correct a row, change "
        "the file and build the data anew: every row is checked against what each column may "
        "hold, the illustrative rows are allocated anew, and all is published or nothing.",
        "make build",
    ),
)

METHODS = (
    (
        "Take-up",
        "Councils with at least one record of the offer, or of a part of it, divided by the "
        "councils in being on 31 March of the financial year. The count stands beside every "
        "percentage. Where only the records found so far are counted, no rate is given: the count "
        "is a floor.",
    ),
    (
        "Intervals",
        "A 95% Wilson interval, the convention of public health profiles: the range in which the "
        "rate behind the count is likely to lie. Small groups have wide intervals.",
    ),
    (
        "Comparison with England",
        "Higher or lower when England’s rate lies outside the group’s interval, otherwise "
        "similar. Groups are not ranked. Differences between political controls are only "
        "described: which types of council they hold explains much of them.",
    ),
    (
        "Illustrative allocation",
        "For 2016/17 to 2019/20 an integer programme picks councils at random, from a fixed seed, "
        "so that the published counts, percentages and highest and lowest groups are met. "
        "Recorded rows stand as they are. An offer and year without a published figure gets no "
        "illustrative row. “Recorded only” leaves all of them out.",
    ),
    (
        "Similar councils",
        "The nearest councils of the same tier, by distance over a few characteristics, each on "
        "the same scale. A council’s own page says which they are closest in.",
    ),
    (
        "Due and lapsed",
        "A corporate or finance peer challenge is expected every four to five years. A council "
        "is due after four years without one on record, and lapsed after five.",
    ),
    (
        "Polling",
        "A poll of about 1,000 adults carries a margin of about 3 points. It is drawn. Figures "
        "that a source gives only as a bound are drawn as bounds, and gaps stay gaps.",
    ),
)
