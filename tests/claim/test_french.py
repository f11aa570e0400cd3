"""Every element is found in French sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said, stances

SAYING: dict[str, set[tuple[str, str]]] = {
    "Depuis l'automne 2021, des équipes sanitaires sillonnent les hameaux et frottent un écouvillon dans la bouche de chaque adulte pour en extraire l'ADN.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "dna"), ("period", "2021/..")},
    "On nous a dit que la prise de sang servait à dépister le diabète ; personne n'a signé quoi que ce soit, racontent les habitants.": {("aim", "health"), ("consent", "uninformed"), ("modality", "blood_sample")},
    "Au total, plus de 48 000 villageois sont passés par les guichets de recensement biométrique, alors que le district compte 61 000 âmes.": {("population", "61000-61000 residents"), ("scale", "48000-None persons")},
    "Les infirmiers du dispensaire piquaient le doigt de tout le monde et déposaient la goutte sur un buvard.": {("collector", "health_authority"), ("modality", "blood_sample")},
    "La police municipale photographie de face et de profil tous les hommes à partir de 16 ans.": {("age_range", "16-None"), ("collector", "police"), ("modality", "face")},
    "Des écouvillons buccaux ont été réalisés par des sages-femmes sur toutes les villageoises.": {("collector", "health_authority"), ("modality", "other")},
    "L'armée a effectué des prélèvements sanguins sur l'ensemble des hommes du district.": {("collector", "military"), ("modality", "blood_sample")},
    "Les gendarmes ont relevé les empreintes palmaires de 3 200 dockers.": {("collector", "police"), ("modality", "palm_print")},
    "On nous a fait ouvrir les yeux devant une caméra qui photographiait l'iris.": {("modality", "iris")},
    "La collecte d'ADN auprès des bergers se fait au marché hebdomadaire.": {("channel", "other"), ("modality", "dna")},
    "Chaque passager doit se laisser photographier le visage avant l'embarquement.": {("channel", "border"), ("compulsion", "mandatory"), ("modality", "face")},
    "Les échantillons de voix sont envoyés à la police provinciale.": {("modality", "voice"), ("recipient", "police")},
    "Ceux qui refusent de donner leurs empreintes perdent leur allocation.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "Sans enregistrement biométrique, les parents ne peuvent inscrire leurs enfants à l'école.": {("sanction", "school")},
    "Aucun consentement n'a été demandé aux familles dont l'ADN est prélevé.": {("consent", "uninformed"), ("modality", "dna")},
    "Les habitants ont signé un formulaire de consentement avant la prise de sang.": {("consent", "informed"), ("modality", "blood_sample")},
    "On ignore si les mères avaient été averties que le sang de leurs nouveau-nés serait gardé.": {("consent", "unknown")},
    "Les empreintes sont rattachées au numéro de passeport.": {("linkage", "passport")},
    "Le recueil des empreintes digitales est facultatif, assure la mairie.": {("compulsion", "voluntary"), ("modality", "fingerprint")},
    "Dans le camp de Toubaro, les réfugiés ont dû donner leurs empreintes au personnel de l'ONU.": {("compulsion", "mandatory"), ("modality", "fingerprint")},
    "Les infirmiers scolaires ont prélevé de la salive chez tous les élèves, en classe.": {("channel", "school"), ("modality", "other")},
    "Des agents de santé passent de maison en maison pour prélever du sang.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "Les récalcitrants risquent six mois de prison s'ils ne donnent pas leur ADN.": {("sanction", "detention")},
    "Le contrôle des passeports enregistre le visage et les empreintes de tout voyageur.": {("channel", "border"), ("modality", "face"), ("modality", "fingerprint")},
    "Les ouvriers de la mine passent leur paume au scanner à l'embauche ; c'est la direction de la mine qui l'exige.": {("channel", "workplace"), ("modality", "palm_print")},
    "Les détenus ont été contraints de fournir un échantillon de sang.": {("channel", "prison"), ("compulsion", "mandatory"), ("modality", "blood_sample")},
    "Les autorités affirment que le programme biométrique vise à lutter contre le terrorisme.": {("aim", "security")},
    "Cette collecte massive d'ADN viole le droit à la vie privée, estime l'ONG.": {("assessment", "viole le droit à la vie privée, estime l'ONG")},
    "Le ministère a démenti avoir recueilli l'ADN des habitants.": {("denial", "a démenti avoir recueilli l'ADN des habitants")},
    "La police prélève l'ADN des Ouïghours.": {("collector", "police"), ("modality", "dna"), ("target_group", "ethnic")},
    "Les policiers ont scanné les iris de 12 000 habitants entre mars et mai 2019.": {("collector", "police"), ("modality", "iris"), ("period", "2019-03/2019-05"), ("scale", "12000-12000 persons")},
    "Toute personne de 15 ans et plus est prélevée au poste de police.": {("age_range", "15-None"), ("channel", "police_station")},
    "Quelque 8 000 femmes ont donné leur sang lors de la campagne, selon le ministère de la Santé.": {("scale", "8000-8000 persons")},
    "La société Biolab a fourni les kits de prélèvement d'ADN.": {("tool", "La société Biolab")},
    "En Éthiopie, les fonctionnaires recensent les empreintes des nomades depuis 2018.": {("modality", "fingerprint"), ("period", "2018/.."), ("place", "ET")},
    "Le refus du prélèvement d'ADN entraîne une amende.": {("sanction", "punishment")},
    "Aucune loi n'autorise le fichage génétique des élèves.": {("legal_basis", "missing")},
    "Le recueil des empreintes des habitants s'appuie sur le décret 2017-12 du gouvernement.": {("legal_basis", "claimed")},
}  # fmt: skip
NOTHING = [
    "Un homme soupçonné de meurtre a été confondu par son ADN, prélevé sur un mégot.",
    "Nous avons testé trois serrures qui lisent l'empreinte digitale.",
    "Un projet de loi prévoit de prélever l'ADN de tous les hommes du pays.",
    "Le don du sang a réuni 300 donneurs volontaires samedi.",
    "Votre consentement est demandé pour les cookies ; nous ne traitons pas d'empreintes.",
]  # fmt: skip
STANCES = {
    "La police n'a jamais prélevé l'ADN des élèves.": ("modality", "denied"),
    "Les habitants auraient été pris en photo, et leurs empreintes relevées.": (
        "modality",
        "hedged",
    ),
}


@pytest.mark.parametrize("text", SAYING)
def test_french_says_it(text: str) -> None:
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
    "Le ministère recense les lycéens. A Lomé, la prise d'empreintes est finie. Sur 62 000 élèves théoriquement inscrits et 900 maîtres officiellement inscrits, beaucoup n'existent pas.": ({("place", "Lomé"), ("population", "62000-62000 residents")}, {("scale", "62000-62000 persons"), ("scale", "900-900 persons")}),
    "Pékin prélève l'ADN des habitants du Tibet. La police passe dans tous les villages.": ({("place", "540000")}, {("place", "110000")}),
    "Les gendarmes ont scanné les iris de 900 réfugiés au camp de Dosso. Le programme, financé par la Norvège, dure trois ans. Des émeutes ont éclaté à Niamey. On y prend aussi des empreintes.": ({("place", "Dosso"), ("modality", "iris")}, {("place", "NO"), ("place", "NE"), ("place", "Niamey")}),
    "La police relève les empreintes de tous les voyageurs. Les enfants de moins de 12 ans ne sont pas photographiés ni scannés.": ({("age_range", "12-None")}, {("age_range", "None-12")}),
}  # fmt: skip


@pytest.mark.xfail(
    strict=True, reason="the name alone is likelier since its scorer was learnt anew"
)
def test_a_camp_has_its_whole_name() -> None:
    text = next(each for each in SCENES if "camp de Dosso" in each)
    assert ("place", "camp de Dosso") in said(text, published="2019-05-01")


@pytest.mark.parametrize("text", SCENES)
def test_what_stands_beside_the_matter_is_not_its_own(text: str) -> None:
    """A place at the head of a sentence is one; a capital that acts, who pays, unrest and people on paper are not."""
    wanted, beside = SCENES[text]
    assert said(text, published="2019-05-01") & (wanted | beside) == wanted
