"""Every element is found in Spanish sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import claims, said, stances

SAYING: dict[str, set[tuple[str, str]]] = {
    "Desde el otoño de 2021, brigadas sanitarias recorren las aldeas y pasan un hisopo por la mejilla de cada adulto para obtener su ADN.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "dna"), ("period", "2021/..")},
    "Según testigos, los antidisturbios apuntaban un aparato a los ojos de los transeúntes para captar el iris.": {("collector", "police"), ("modality", "iris")},
    "Las muestras de saliva de los reclusos acaban en manos de la fiscalía.": {("channel", "prison"), ("recipient", "other")},
    "A la gente le dijeron que la sangre era para ver el azúcar; nadie firmó papel alguno.": {("consent", "uninformed"), ("modality", "blood_sample")},
    "En total, más de 48.000 aldeanos pasaron por los puestos de empadronamiento biométrico, mientras que en el distrito viven 61.000 personas.": {("population", "61000-61000 residents"), ("scale", "48000-None persons")},
    "Quisiera o no, tuvo que dar sangre para la prueba de ADN, relata un pastor.": {("compulsion", "mandatory"), ("modality", "blood_sample"), ("modality", "dna")},
    "Las parteras rurales pasaron hisopos por la boca de todas las mujeres de la aldea.": {("collector", "health_authority"), ("modality", "other")},
    "El ejército extrajo sangre a todos los varones del distrito.": {("collector", "military"), ("modality", "blood_sample")},
    "La gendarmería registró las palmas de 3.200 estibadores en el puerto.": {("collector", "police"), ("modality", "palm_print")},
    "A los pasajeros se les escanea el iris antes de embarcar.": {("modality", "iris")},
    "Cada viajero debe dejarse fotografiar el rostro en el aeropuerto.": {("channel", "border"), ("compulsion", "mandatory"), ("modality", "face")},
    "Las grabaciones de voz de los presos se envían a la policía provincial.": {("modality", "voice"), ("recipient", "police")},
    "Quienes se niegan a dar sus huellas pierden el subsidio.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "Sin registro biométrico, los padres no pueden inscribir a sus hijos en la escuela.": {("sanction", "school")},
    "Nadie pidió el consentimiento de las familias cuyo ADN fue tomado.": {("consent", "uninformed"), ("modality", "dna")},
    "Los vecinos firmaron un formulario de consentimiento antes de la extracción de sangre.": {("consent", "informed"), ("modality", "blood_sample")},
    "No está claro si las madres sabían que se guardaría la sangre de los recién nacidos.": {("consent", "unknown")},
    "Las huellas quedan vinculadas al número de cédula.": {("linkage", "national_id")},
    "Las huellas dactilares recogidas se remiten al ejército.": {("modality", "fingerprint"), ("recipient", "military")},
    "La toma de huellas es voluntaria, asegura el ayuntamiento.": {("compulsion", "voluntary"), ("modality", "fingerprint")},
    "Los maestros tomaron muestras de saliva a todos los alumnos en el aula.": {("channel", "school"), ("collector", "school"), ("modality", "other")},
    "Promotores de salud van casa por casa para tomar muestras de sangre.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "Los que se resisten a dar ADN pueden acabar seis meses en la cárcel.": {("sanction", "detention")},
    "Los mineros ponen la mano en un lector que registra la palma; lo exige la dirección de la mina.": {("channel", "workplace"), ("modality", "palm_print")},
    "Los reclusos fueron obligados a dar una muestra de sangre.": {("compulsion", "mandatory"), ("modality", "blood_sample")},
    "El programa biométrico busca combatir el terrorismo, según las autoridades.": {("aim", "security")},
    "Las muestras de ADN de los habitantes se guardan en una base de datos nacional.": {("modality", "dna"), ("storage", "base de datos nacional")},
    "La recogida masiva de ADN viola el derecho a la intimidad, denuncia la ONG.": {("assessment", "viola el derecho a la intimidad, denuncia la ONG")},
    "El ministerio negó haber recogido ADN de los habitantes.": {("denial", "negó haber recogido ADN de los habitantes")},
    "La policía toma muestras de ADN a los uigures.": {("collector", "police"), ("modality", "dna"), ("target_group", "ethnic")},
    "Los agentes escanearon el iris de 12.000 habitantes entre marzo y mayo de 2019.": {("modality", "iris"), ("period", "2019-03/2019-05"), ("scale", "12000-12000 persons")},
    "Toda persona mayor de 15 años es fichada en la comisaría.": {("age_range", "15-None"), ("channel", "police_station")},
    "La empresa Biolab suministró los kits de ADN.": {("tool", "La empresa Biolab")},
    "En Etiopía los funcionarios registran las huellas de los nómadas desde 2018.": {("modality", "fingerprint"), ("period", "2018/.."), ("place", "ET")},
    "Negarse a la toma de ADN conlleva una multa.": {("sanction", "punishment")},
    "Ninguna ley autoriza tomar el ADN de los alumnos.": {("legal_basis", "missing")},
}  # fmt: skip
NOTHING = [
    "Un hombre acusado de asesinato fue identificado por su ADN, tomado de una colilla.",
    "Probamos tres cerraduras que leen la huella dactilar.",
    "Un proyecto de ley prevé tomar el ADN de todos los hombres del país.",
    "La donación de sangre reunió a 300 donantes voluntarios el sábado.",
]  # fmt: skip
STANCES = {
    "La policía nunca ha tomado el ADN de los alumnos.": ("modality", "denied"),
    "Al parecer, la policía tomó las huellas de los vecinos.": ("modality", "hedged"),
}


@pytest.mark.parametrize("text", SAYING)
def test_spanish_says_it(text: str) -> None:
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
    "El gobierno tomó huellas y fotos a 4 mil 200 niños en nueve municipios de la Sierra de Tolmé, denunció ayer el Centro Albada.": ({("place", "Sierra de Tolmé"), ("scale", "4200-4200 persons")}, {("place", "Centro Albada")}),
    "Pekín recoge el ADN de los habitantes del Tíbet. La policía visita todas las aldeas.": ({("place", "540000")}, {("place", "110000")}),
}  # fmt: skip


@pytest.mark.parametrize("text", SCENES)
def test_what_stands_beside_the_matter_is_not_its_own(text: str) -> None:
    """A capital that acts and a centre that accuses are no places."""
    wanted, beside = SCENES[text]
    assert said(text, published="2019-05-01") & (wanted | beside) == wanted


def test_who_denounced_it_yesterday_is_named_without_the_day() -> None:
    text = "La policía tomó huellas a todos los niños, denunció ayer el Centro Albada."
    assert {made.said_by for made in claims(text)} == {"Centro Albada"}


def test_millions_of_a_people_that_no_list_knows_are_counted() -> None:
    """ "de" stands between the number and whom it counts; who is still to come, and another country's plan, are left."""
    text = (
        "La agencia ha registrado los datos biométricos de 1,6 millones de zamberanos desde mayo de 2021, informó su"
        " directora. Quedan por registrar 400.000 personas. En el reino vecino, un plan parecido inscribió a 350.000 personas."
    )
    found = said(text, published="2023-01-15")
    assert ("scale", "1600000-1600000 persons") in found
    assert not found & {("scale", "400000-400000 persons"), ("scale", "350000-350000 persons")}


def test_those_enrolled_in_a_whole_country_are_not_its_inhabitants() -> None:
    found = said(
        "En todo el país pasan de 640.000 las personas inscritas en el captahuellas, dijo el ministro."
    )
    assert ("scale", "640000-None persons") in found
    assert not any(element == "population" for element, _ in found)
