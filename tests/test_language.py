"""The language of an article, where its letters give it away and where they do not."""

from __future__ import annotations

import pytest

from pipeline import facts
from pipeline.page import Page

TEXTS = {
    "ja": "政府は月曜日、多くの人が期限内に書類を集められなかったため、提出期限を延長すると発表した。大臣はこの決定は変わらないと述べた。来週から新しい受付が始まるという。",
    "ko": "정부는 월요일 많은 사람들이 제때 서류를 모으지 못했기 때문에 제출 기한을 연장하겠다고 발표했다. 장관은 이 결정은 바뀌지 않을 것이라고 말했다.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι θα παρατείνει την προθεσμία, επειδή πολλοί άνθρωποι δεν κατάφεραν να συγκεντρώσουν τα έγγραφα.",
    "ru": (
        "Рыбаки вышли в море ещё до рассвета, чтобы вернуться до шторма. Старые причалы были пусты, новые ещё не открыты, "
        "а рынок ждал первых лодок. Этот год выдался тёплым, и рыбы было больше обычного, говорит старший смены. "
        "Цены упали вдвое, но покупатели всё равно приходят поздно, когда лучшие ящики давно проданы ресторанам."
    ),
}
NEIGHBOURS = {
    "zh": "政府周一宣布将延长提交文件的期限，因为许多人未能按时收集。部长说，这一决定不会改变。下周将开始新的受理工作，市民可在市政厅办理，也可以在网上办理，不需要预约。"
    * 2,
    "uk": (
        "Рибалки вийшли в море ще до світанку, щоб повернутися до шторму. Старі причали були порожні, нові ще не відкриті, "
        "а ринок чекав перших човнів. Цей рік видався теплим, і риби було більше, ніж зазвичай, каже старший зміни. "
        "Ціни впали вдвічі, але покупці все одно приходять пізно, коли найкращі ящики давно продані ресторанам."
    ),
    "bg": (
        "Рибарите излязоха в морето още преди разсъмване, за да се върнат преди бурята. Старите кейове бяха празни, новите "
        "още не бяха отворени, а пазарът чакаше първите лодки. Тази година беше топла и рибата беше повече от обикновено, "
        "казва старшият на смяната. Цените паднаха наполовина, но купувачите пак идват късно, когато най-добрите щайги са продадени."
    ),
}


@pytest.mark.parametrize("code", TEXTS)
def test_letters_of_its_own_tell_a_language_without_asking(code, monkeypatch):
    monkeypatch.setattr(facts, "detect", lambda _: pytest.fail("langdetect was asked"))
    assert facts.language(Page(TEXTS[code])).code == code


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_neighbours_with_the_same_script_are_not_mistaken(code):
    words = "".join(facts._WORDS.findall(NEIGHBOURS[code]))
    assert facts._by_letters(words) is None
    assert facts.detect(NEIGHBOURS[code]).code == code


def test_a_quotation_in_another_script_changes_nothing():
    text = "The sign at the quay reads 本日休業いたします and nobody has changed it since the ferry stopped. " * 3
    assert facts.language(Page(text)).code == "en"
