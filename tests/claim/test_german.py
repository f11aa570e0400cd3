"""Every element is found in German sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said, stances

SAYING: dict[str, set[tuple[str, str]]] = {
    "Seit Herbst 2021 ziehen Teams des Gesundheitsamts durch die Weiler und streichen jedem Erwachsenen mit einem Stäbchen über die Wangenschleimhaut, um DNA zu gewinnen.": {("channel", "home_visit"), ("modality", "dna"), ("period", "2021/..")},
    "Die Speichelproben der Häftlinge landen am Ende beim Verfassungsschutz.": {("channel", "prison"), ("recipient", "police")},
    "Insgesamt gingen mehr als 48.000 Dorfbewohner durch die biometrischen Meldestellen, während im Landkreis 61.000 Menschen leben.": {("population", "61000-61000 residents")},
    "Die Wärter der Justizvollzugsanstalt haben den Stimmabdruck sämtlicher Insassen erneuert.": {("channel", "prison"), ("modality", "voice")},
    "Sanitäter der Krankenstation stachen allen in die Fingerkuppe und ließen den Tropfen auf Filterpapier trocknen.": {("channel", "hospital"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "Hebammen nahmen allen Frauen des Dorfes Abstriche aus dem Mund.": {("collector", "health_authority"), ("modality", "other")},
    "Die Armee entnahm allen Männern des Bezirks Blut.": {("collector", "military"), ("modality", "blood_sample")},
    "Gendarmen nahmen 3.200 Hafenarbeitern Handflächenabdrücke ab.": {("collector", "police"), ("modality", "palm_print"), ("scale", "3200-3200 persons")},
    "Den Reisenden wird vor dem Abflug die Iris gescannt.": {("modality", "iris")},
    "Jeder Passagier muss am Flughafen sein Gesicht scannen lassen.": {("channel", "border"), ("compulsion", "mandatory"), ("modality", "face")},
    "Die Stimmproben der Häftlinge werden an die Polizei weitergeleitet.": {("modality", "voice"), ("recipient", "police")},
    "Wer sich weigert, Fingerabdrücke abzugeben, verliert die Sozialhilfe.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "Ohne biometrische Registrierung dürfen Kinder nicht zur Schule gehen.": {("sanction", "school")},
    "Niemand fragte die Familien um ihre Einwilligung, als die DNA-Proben genommen wurden.": {("consent", "uninformed"), ("modality", "dna")},
    "Die Bewohner unterschrieben vor der Blutentnahme eine Einwilligungserklärung.": {("consent", "informed"), ("modality", "blood_sample")},
    "Es ist unklar, ob die Mütter wussten, dass das Fersenblut aufbewahrt wird.": {("consent", "unknown")},
    "Die Fingerabdrücke werden mit der Passnummer verknüpft.": {("linkage", "passport")},
    "Die erfassten Fingerabdrücke erhält der Geheimdienst, der sie speichert.": {("recipient", "police")},
    "Die Abgabe der Fingerabdrücke ist freiwillig, versichert die Stadtverwaltung.": {("compulsion", "voluntary"), ("modality", "fingerprint")},
    "Lehrer sammelten in den Klassenzimmern Speichelproben von allen Schülern.": {("channel", "school"), ("collector", "school"), ("modality", "other")},
    "Sanitäter gehen von Haus zu Haus und nehmen Blut ab.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "Wer keine DNA-Probe abgibt, dem drohen sechs Monate Haft.": {("sanction", "detention")},
    "Die Bergleute legen in der Mine ihre Handfläche auf einen Scanner, die Betriebsleitung verlangt es.": {("modality", "palm_print")},
    "Häftlinge wurden gezwungen, eine Blutprobe abzugeben.": {("channel", "prison"), ("compulsion", "mandatory"), ("modality", "blood_sample")},
    "Das biometrische Programm dient der Bekämpfung des Terrorismus, so die Behörden.": {("aim", "security")},
    "Die DNA-Proben der Bewohner werden in einer nationalen Datenbank gespeichert.": {("modality", "dna"), ("storage", "nationalen Datenbank")},
    "Die massenhafte Erfassung der DNA verletzt das Recht auf Privatsphäre, kritisiert die Organisation.": {("assessment", "verletzt das Recht auf Privatsphäre, kritisiert die Organisation")},
    "Das Ministerium bestritt, DNA der Bewohner gesammelt zu haben.": {("denial", "bestritt")},
    "Die Polizei nimmt von Uiguren DNA-Proben.": {("collector", "police"), ("modality", "dna")},
    "Beamte scannten zwischen März und Mai 2019 die Iris von 12.000 Einwohnern.": {("modality", "iris"), ("period", "2019-03/2019-05"), ("scale", "12000-12000 persons")},
    "Alle Personen ab 15 Jahren werden auf der Polizeiwache erfasst, samt Fingerabdruck.": {("age_range", "15-None"), ("channel", "police_station")},
    "In Äthiopien erfassen Beamte seit 2018 die Fingerabdrücke der Nomaden.": {("modality", "fingerprint"), ("period", "2018/.."), ("place", "ET")},
    "Wer die DNA-Entnahme verweigert, muss eine Geldstrafe zahlen.": {("sanction", "punishment")},
    "Für die Erfassung der DNA aller Schüler gibt es keine Rechtsgrundlage.": {("legal_basis", "missing")},
    "Das Krankenhauspersonal sticht jedem Neugeborenen in die Ferse.": {("channel", "newborn_screening"), ("collector", "hospital"), ("modality", "blood_sample")},
}  # fmt: skip
NOTHING = [
    "Ein Mann, der des Mordes verdächtigt wird, wurde durch seine DNA überführt, die an einer Zigarette haftete.",
    "Wir haben drei Türschlösser getestet, die den Fingerabdruck lesen.",
    "Ein Gesetzentwurf sieht vor, die DNA aller Männer des Landes zu erfassen.",
    "Zur Blutspende kamen am Samstag 300 freiwillige Spender.",
]  # fmt: skip
STANCES = {
    "Die Polizei hat den Schülern nie Fingerabdrücke abgenommen.": ("modality", "denied"),
    "Angeblich nahm die Polizei den Bewohnern Fingerabdrücke ab.": ("modality", "hedged"),
}


@pytest.mark.parametrize("text", SAYING)
def test_german_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_a_gadget_a_bill_and_a_gift_are_no_programme(text: str) -> None:
    assert said(text, published="2020-06-15") == set()


@pytest.mark.parametrize("text", STANCES)
def test_denied_and_supposed_is_not_asserted(text: str) -> None:
    element, stance = STANCES[text]
    assert stances(text, element) == {stance}


SCENES: dict[str, tuple[set[tuple[str, str]], set[tuple[str, str]]]] = {
    "Die Polizei nimmt allen Bewohnern von Tibet Blut ab. In den vergangenen Jahren gab es Proteste in Lhasa und in Peking. Auch Iris-Scans gehören dazu.": ({("place", "540000")}, {("place", "110000"), ("place", "540100")}),
    "Die Polizei nimmt von jedem, der um Asyl ansucht, Fingerabdrücke. Von Kindern unter 14 Jahren werden keine Fingerabdrücke genommen.": ({("age_range", "14-None")}, {("age_range", "None-14")}),
    "Die Polizei nahm von allen Männern in Altenau Speichelproben. Wer nicht kam, geriet in Verdacht.": ({("place", "Altenau")}, {("place", "Verdacht")}),
}  # fmt: skip


@pytest.mark.parametrize("text", SCENES)
def test_what_stands_beside_the_matter_is_not_its_own(text: str) -> None:
    """Unrest, those let off, and nouns behind "in" that are no places."""
    wanted, beside = SCENES[text]
    assert said(text, published="2019-05-01") & (wanted | beside) == wanted


def test_who_was_not_registered_is_no_count_and_an_office_has_its_seat_elsewhere() -> None:
    text = (
        "Das Bundesamt in Nürnberg nimmt seit Herbst 2016 von allen Flüchtlingen Fingerabdrücke ab. Rund 45.000 Menschen"
        " seien nicht registriert worden, sagte die Gewerkschaft. Die Polizei in Krefeld nahm Männern im Alter von 20 bis 40 Jahren Speichelproben ab."
    )
    found = said(text, published="2017-02-07")
    assert ("period", "2016/..") in found
    assert ("place", "Krefeld") in found
    assert not found & {("scale", "45000-45000 persons"), ("place", "Nürnberg"), ("place", "Alter")}


def test_an_age_may_be_a_year_of_life() -> None:
    text = "Die Polizei nimmt Asylbewerbern ab dem 14. Lebensjahr Fingerabdrücke ab. Wer sich weigert, wird abgeschoben."
    assert ("age_range", "14-None") in said(text)
