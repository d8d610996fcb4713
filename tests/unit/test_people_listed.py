"""Lists of people, and lists that are none of people."""

import pytest

from adr_lint.facts.learned.people import listed


def counts(text: str) -> list[int]:
    """How many people each list of a text has."""
    return [found.count for found in listed(text, text.lower().encode("latin-1", "replace"), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ana, Piotr and half of Lee.", 3),
        ("two developers, a linguist, and Mr Obi at fifty per cent", 4),
        ("It falls to Wiktor and me.", 2),
        ("Mats, Tove, the other Mats", 3),
        ("Myself, Farrukh, Beth, and Tomasz on the days when he isn't at the depot.", 4),
        ("Five: three from automation, Wiktor, me.", 5),
        ("the Herd team, plus Magda until she flies, plus me", 3),
        ("six of us, Lourens on four days", 6),
        ("The data unit is the three of us plus Petra when the ship is in port", 4),
        ("On the desk are the five of us, and Ana", 6),
        ("five of us, Otieno only in the mornings, and Wanjiru", 6),
        ("three of us plus Petra when the ship is in port", 4),
        ("Mme Aubry, Dr. Keller, an apprentice.", 3),
        ("Wiebke, Anselm, Priyanka and, on Fridays, Jo.", 4),
        ("The developer crew: Priyanka, Wes, Anh, Olu, both Mikes.", 6),
        ("Hajar, Mamadou (Dakar), and Ilyas, who is paid for half days.", 3),
        ("Mr Brandl, Ms Achterberg and Dr \u0160im\u016fnek", 3),
        ("All of it is Milica, Nikola, Stefan and the three in Ni\u0161.", 6),
        ("Automation (5) and the vision cell (3) build it.", 8),
        ("Two phoneticians, three programmers, one clerk who knows the tapping.", 6),
        ("Six from switching, three from data science.", 9),
        ("Thirteen: the nine of Storage plus four from Bidder.", 13),
        ("Five persons, Zeynep, Orhan, Ruta, Filip and Bea.", 5),
        ("Rojas, the Pizarro sisters, Vidal and yours truly", 5),
        ("Seven engineers and two statisticians here, three engineers in Bengaluru.", 12),
        ("Tove, Amaka, Emil; Fola from May", 4),
        ("Myself, Aoife and young Cathal.", 3),
        ("Marcus, Jo, half of Devi, and whoever is on duty", 4),
        ("Mathis, Leila and the undersigned", 3),
        ("It is only Bea plus me, and I've asked no other.", 2),
        ("Reservation, nine engineers", 9),
        ("Search & Catalogue, six heads", 6),
        ("Ana, Piotr, six operators", 8),
        ("Ana and six operators", 7),
        ("Ten people in Ledgers and Payouts", 10),
        ("Three from Oslo and Ana", 4),
        ("Two of mine and Beto", 3),
        ("Seven engineers, three in Zaandam and four in Brno", 7),
        ("Two analysts in Lyon, two in Ghent", 4),
        ("Three of operations, two from the university, and I", 6),
        ("Aino and me, both half time.", 2),
        ("Ingrid, Paulo and Kees, all three of them biologists", 3),
        ("Ana, Bea and both Mikes", 4),
        ("Sanjay, Bex, Ian; Wanda two days a week.", 4),
        ("Manon, Iker, Sofia, Dragan and, since July, Wanjiru.", 5),
        ("Jelle, Simone, Arun, and from June the two graduates.", 5),
        ("Koen (lead), Sofie, Yassin, and from the electricians Patrick and Wim", 5),
        ("Edge 5, Vision 4.", 9),
        ("We are two backend people, one radiologist who codes, one physicist.", 4),
        ("Development is done by two employees and one student.", 3),
        ("Plant IT three, Quality two.", 5),
        ("four engineers, one in part time", 4),
        ("Three of us, one in the evenings", 3),
        ("Twelve engineers from Feature Platform and Storage", 12),
        ("Henrike, Bas and a student until Christmas, and a server would be a burden", 3),
    ],
)
def test_lists_of_people(text: str, count: int) -> None:
    assert counts(text) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "We build it, run it and answer for it at night.",
        "It is slow, dear and hard to change.",
        "On Monday, we decide.",
        "The disks, the network and the backups are old.",
        "Ana answers for it.",
        "Two regions, three environments and one cluster.",
        "We have three sites, two in Lyon, one in Porto.",
        "Hall 4 starts with the second quarter, i.e. everything stands by then.",
        "Ore through the new crusher is due in March and the insurers want eyes on it.",
        "Backend is four people, me among them, and the rest is elsewhere.",
        "Seven names were given to me, and I've spoken to all of them.",
    ],
)
def test_other_lists(text: str) -> None:
    assert counts(text) == []


def test_products_dates_and_amounts_are_no_people() -> None:
    text = "Kafka, Redis and me in May."
    assert counts(text) == [3]
    masked = b"SSSSS, SSSSS and me in TTT."
    assert list(listed(text, masked, 0, len(text))) == []
    text = "Mr. Brandl, Mr. Kova\u010d and, three days a week, Ms. Winter."
    masked = text.lower().replace("three days", "DDDDDDDDDD").encode("latin-1", "replace")
    assert [found.count for found in listed(text, masked, 0, len(text))] == [3]
