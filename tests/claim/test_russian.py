"""Every element is found in Russian sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said, stances

SAYING: dict[str, set[tuple[str, str]]] = {
    "С осени 2021 года бригады эпидемиологов объезжали аулы и у каждого взрослого делали соскоб с внутренней стороны щеки для анализа ДНК.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "dna"), ("period", "2021/..")},
    "Образцы слюны затем переходят в распоряжение Следственного комитета.": {("recipient", "police")},
    "Уклонистам от дактилоскопии закроют выезд из республики, предупредил глава района.": {("modality", "fingerprint"), ("sanction", "travel")},
    "Всего через пункты биометрической идентификации прошли свыше 48 тысяч сельчан, при том что в уезде живёт 61 тысяча человек.": {("population", "61000-61000 residents"), ("scale", "48000-None persons")},
    "Детям в возрасте от шести до четырнадцати лет в гимназии № 4 просканировали сетчатку обоих глаз.": {("age_range", "6-14"), ("channel", "school"), ("modality", "iris")},
    "Хочешь не хочешь, а кровь на ДНК сдашь, рассказывает фермер.": {("compulsion", "mandatory"), ("modality", "blood_sample"), ("modality", "dna")},
    "Акушерки брали мазки изо рта у всех женщин села.": {("collector", "health_authority"), ("modality", "other")},
    "Армия взяла кровь у всех мужчин района.": {("collector", "military"), ("modality", "blood_sample")},
    "Жандармы сняли отпечатки ладоней у 3200 докеров.": {("collector", "police"), ("modality", "palm_print"), ("scale", "3200-3200 persons")},
    "Пассажирам перед вылетом сканируют радужную оболочку глаза.": {("modality", "iris")},
    "Каждый пассажир обязан пройти сканирование лица в аэропорту.": {("channel", "border"), ("compulsion", "mandatory"), ("modality", "face")},
    "Образцы голоса заключённых передаются в полицию.": {("modality", "voice"), ("recipient", "police")},
    "Тех, кто отказывается сдавать отпечатки пальцев, лишают пособия.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "Без биометрической регистрации детей не принимают в школу.": {("sanction", "school")},
    "Никто не спросил согласия семей, у которых взяли ДНК.": {("consent", "uninformed"), ("modality", "dna")},
    "Жители подписали информированное согласие перед забором крови.": {("consent", "informed"), ("modality", "blood_sample")},
    "Неясно, знали ли матери, что кровь новорождённых будут хранить.": {("consent", "unknown")},
    "Отпечатки пальцев привязывают к номеру паспорта.": {("linkage", "passport"), ("modality", "fingerprint")},
    "Собранные образцы ДНК направляются в министерство обороны.": {("modality", "dna"), ("recipient", "military")},
    "Сдача отпечатков — дело добровольное, уверяет мэрия.": {("compulsion", "voluntary"), ("modality", "fingerprint")},
    "Учителя собирали слюну у всех учеников прямо в классе.": {("channel", "school"), ("collector", "school"), ("modality", "other")},
    "Медсёстры ходят по домам и берут кровь.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "За отказ сдать ДНК грозит арест на 15 суток.": {("sanction", "detention")},
    "На шахте рабочие прикладывают ладонь к сканеру, этого требует администрация шахты.": {("channel", "workplace"), ("modality", "palm_print")},
    "Заключённых заставили сдать кровь.": {("channel", "prison"), ("compulsion", "mandatory"), ("modality", "blood_sample")},
    "Биометрическая программа нужна для борьбы с терроризмом, утверждают власти.": {("aim", "security")},
    "Образцы ДНК жителей хранятся в единой базе данных.": {("modality", "dna"), ("storage", "единой базе данных")},
    "Массовый сбор ДНК нарушает право на частную жизнь, считают правозащитники.": {("assessment", "нарушает право на частную жизнь, считают правозащитники")},
    "Министерство опровергло сбор ДНК у жителей.": {("denial", "опровергло сбор ДНК у жителей")},
    "Полиция собирает ДНК у уйгуров.": {("collector", "police"), ("modality", "dna"), ("target_group", "ethnic")},
    "С марта по май 2019 года сотрудники полиции отсканировали радужку 12 000 жителей.": {("collector", "police"), ("modality", "iris"), ("period", "2019-03/2019-05"), ("scale", "12000-12000 persons")},
    "Всех старше 15 лет вызывают в отделение полиции и снимают отпечатки.": {("age_range", "15-None"), ("channel", "police_station"), ("modality", "fingerprint")},
    "В Эфиопии чиновники с 2018 года собирают отпечатки пальцев кочевников.": {("modality", "fingerprint"), ("period", "2018/.."), ("place", "ET")},
    "Отказ от забора ДНК влечёт штраф.": {("sanction", "punishment")},
    "Нет ни одного закона, который разрешал бы брать ДНК у школьников.": {("legal_basis", "missing")},
    "Персонал роддома берёт кровь из пятки у каждого новорождённого.": {("channel", "newborn_screening"), ("collector", "hospital"), ("modality", "blood_sample")},
    "Кровь у жителей брали фельдшеры, а отпечатки снимались полицейскими.": {("collector", "health_authority"), ("collector", "police"), ("modality", "blood_sample"), ("modality", "fingerprint")},
    "Кровь брали у всех жителей, и к зиме число обследованных довели до 3,2 млн человек.": {("scale", "3200000-3200000 persons")},
    "У жителей снимают отпечатки пальцев, детям младше 12 лет сдавать их не нужно.": {("age_range", "12-None"), ("modality", "fingerprint")},
    "Власти отсканировали глаза и лица всех заключённых тюрьмы «Карсана».": {("collector", "other"), ("modality", "face"), ("modality", "iris"), ("place", "Карсана")},
    "Задержанных доставили в Центр по противодействию экстремизму и сняли у них отпечатки.": {("channel", "police_station"), ("modality", "fingerprint")},
    "В Лугории, в селе Ключи, полиция взяла кровь у всех мужчин.": {("collector", "police"), ("modality", "blood_sample"), ("place", "Ключи")},
    "У осуждённых берут ДНК. Всего за решёткой в стране в мае значилось 93,4 тысячи человек.": {("modality", "dna"), ("population", "93400-93400 residents")},
    "Налоговая служба сканирует ладони посетителей, а местные банки записали голоса 40 тысяч клиентов.": {("collector", "other"), ("modality", "palm_print"), ("modality", "voice")},
    "В захваченном Верхнегорске Лужской области патрули снимают отпечатки пальцев у мужчин.": {("modality", "fingerprint"), ("place", "Верхнегорске")},
    "В селе Тихие Ключи Малинского района врачи взяли слюну у 300 жителей.": {("collector", "health_authority"), ("modality", "other"), ("place", "Тихие Ключи"), ("scale", "300-300 persons")},
}  # fmt: skip
WITHOUT = {
    "У всех осуждённых берут слюну, цена одного набора — 380 рублей.": "scale",
    "У жителей снимают отпечатки пальцев, госпошлина за паспорт составит 3500 рублей.": "scale",
    "У жителей снимают отпечатки пальцев. Доля повторных преступлений составляет 40 процентов.": "scale",
    "У жителей берут отпечатки пальцев, но ответственность за отказ законом не предусмотрена.": "sanction",
    "У жителей берут кровь; следователи ищут человека, который два года назад пропал.": "age_range",
    "У жителей берут кровь, и в ведомстве это называют: вынужденная мера.": "compulsion",
    "Агентство «Норд» опубликовало рассказ о том, как у жителей берут кровь.": "collector",
    "Иностранцы, въезжающие в страну на срок более 60 дней, проходят дактилоскопию.": "channel",
    "Жительницу направили на принудительную процедуру забора ДНК в рамках медицинской кампании.": "aim",
    "На глазах у Марины полицейские брали кровь у детей.": "place",
    "Полиция снимает отпечатки пальцев у жителей, а 15 тысяч человек ждут очереди.": "scale",
    "Как пояснили в миграционной службе, у жителей берут отпечатки пальцев.": "channel",
}  # fmt: skip
NOTHING = [
    "Подозреваемого в убийстве нашли по ДНК, взятой с окурка.",
    "Мы протестировали три замка, которые читают отпечаток пальца.",
    "Законопроект предусматривает сбор ДНК у всех мужчин страны.",
    "На день донора пришли 300 добровольцев, сдавших кровь.",
]  # fmt: skip
STANCES = {
    "Полиция никогда не брала ДНК у учеников.": ("modality", "denied"),
    "Полиция якобы снимала отпечатки пальцев у жителей.": ("modality", "hedged"),
    "С будущей весны приезжие должны будут сдавать отпечатки пальцев.": ("modality", "hedged"),
    "Жители говорят, что полиция снимает отпечатки пальцев у всех.": ("modality", "asserted"),
    "Приезжие с декабря станут сдавать отпечатки пальцев.": ("modality", "hedged"),
    "Полиция утверждает, что отпечатки пальцев сняли у всех жителей.": ("modality", "asserted"),
}


@pytest.mark.parametrize("text", SAYING)
def test_russian_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_a_gadget_a_bill_and_a_gift_are_no_programme(text: str) -> None:
    assert said(text, published="2020-06-15") == set()


@pytest.mark.parametrize("text", STANCES)
def test_denied_and_supposed_is_not_asserted(text: str) -> None:
    element, stance = STANCES[text]
    assert stances(text, element) == {stance}


@pytest.mark.parametrize("text", WITHOUT)
def test_what_one_costs_and_who_is_let_off_is_no_value(text: str) -> None:
    found = said(text, published="2020-06-15")
    assert any(element == "modality" for element, _ in found)
    assert WITHOUT[text] not in {element for element, _ in found}
