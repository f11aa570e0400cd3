from __future__ import annotations

import pytest

from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

# Language, text, who is found to say it, and whether that is nobody by name.
SAID = [
    ("ru", "Ведомство приступило к сбору слюны, пишет «Вечерняя почта».", "Вечерняя почта", False),
    ("ru", "По данным правозащитной группы «Рассвет», кровь взяли у всех жителей.", "Рассвет", False),
    ("ru", "Объём базы источник «Вечерней почты» оценивает в 12 млн записей.", "источник «Вечерней почты»", True),
    ("ru", "Как рассказала «Вечерней почте» жительница посёлка Мария Лим, отпечатки снимали ночью.", "Мария Лим", False),
    ("ru", "Как сообщили в пресс-службе министерства, отпечатки сдали 5 тысяч человек.", "пресс-службе министерства", True),
    ("ru", "В организации «Право и воля» рассказали, что у всех берут слюну.", "Право и воля", False),
    ("ru", "Как пояснили в ФМС, отпечатки хранятся только в чипе.", "ФМС", False),
    ("ru", "Там, говорится в записи Юсупова, у всех взяли кровь.", "Юсупова", False),
    ("ru", "Сбор идёт с весны, сообщил начальник отдела Игорь Ланин.", "Игорь Ланин", False),
    ("ru", "Начальник управления по делам миграции Ольга Корова сообщила, что отпечатки сняты.", "Ольга Корова", False),
    ("kk", "Азаматтардан саусақ ізі алынады, деп хабарлайды tan.kz.", "tan.kz", False),
    ("tr", "Dünya Postası gazetesinin haberinde, herkesten kan alındığı belirtildi.", "Dünya Postası gazetesi", False),
    ("tr", "İçişleri Bakanlığı'ndan yapılan açıklamada, parmak izlerinin alındığı bildirildi.", "İçişleri Bakanlığı", False),
    ("tr", "Nüfus Müdürü Kemal Şahin yaptığı açıklamada, parmak izi alındığını belirtti.", "Kemal Şahin", False),
]  # fmt: skip
NOBODY = [
    ("ru", "Свидетелей в Москве не нашли."),
    ("ru", "Об этом сообщили в понедельник."),
    ("tr", "Karara göre, belediye personelinin parmak izleri kaydedildi."),
    ("tr", "Edinilen bilgilere göre, 3 bin kişinin parmak izi alındı."),
    ("tr", "Habere göre, herkesin parmak izi alındı."),
]


@pytest.mark.parametrize(("language", "text", "agent", "anonymous"), SAID)
def test_who_says_it(language: str, text: str, agent: str, anonymous: bool) -> None:
    document = page(text, language=language)
    found = find_attributions(document, passages=split_passages(document))
    assert [(each.agent, each.anonymous) for each in found] == [(agent, anonymous)]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_nobody_is_named(language: str, text: str) -> None:
    document = page(text, language=language)
    assert not find_attributions(document, passages=split_passages(document))


def test_a_report_named_again_is_the_papers() -> None:
    """Haberde ... kaydedildi: the report that was named before."""
    text = "Dünya Postası gazetesinin haberinde, kan alındığı belirtildi. Haberde, vermeyenlere yemek verilmediği kaydedildi."
    document = page(text, language="tr")
    found = find_attributions(document, passages=split_passages(document))
    assert [each.agent for each in found] == ["Dünya Postası gazetesi"] * 2
