"""Words on buttons that open more of a page, or answer a banner about cookies, in the languages of our cases.

In: nothing.  Out: whole words of buttons, in lower case. A button is pressed only where its words are these and no
others, and only where the operator asked for it.
"""

from __future__ import annotations

MORE = frozenset(
    {
        "read more", "show more", "see more", "load more", "more", "continue reading", "view more",
        "阅读全文", "展开全文", "查看更多", "展开", "显示更多", "加载更多",
        "閱讀全文", "展開全文", "查看更多內容", "展開", "顯示更多", "載入更多",
        "mehr lesen", "weiterlesen", "mehr anzeigen", "lire la suite", "voir plus", "afficher plus",
        "leer más", "ver más", "mostrar más", "читать далее", "показать ещё", "показать еще",
        "اقرأ المزيد", "عرض المزيد", "devamını oku", "daha fazla göster",
    }
)  # fmt: skip
REJECT = frozenset(
    {
        "reject all", "reject", "decline", "decline all", "only necessary", "necessary only",
        "use necessary cookies only", "only essential", "refuse all", "deny", "deny all",
        "全部拒绝", "拒绝", "拒絕", "全部拒絕", "仅必要", "alle ablehnen", "ablehnen", "nur notwendige",
        "nur erforderliche", "tout refuser", "refuser", "continuer sans accepter", "rechazar todo",
        "rechazar", "отклонить", "отклонить все", "رفض", "رفض الكل", "reddet", "tümünü reddet",
    }
)  # fmt: skip
ACCEPT = frozenset(
    {
        "accept all", "accept", "agree", "i agree", "i accept", "allow all", "ok", "got it",
        "accept all cookies", "accept cookies", "全部接受", "接受", "同意", "我同意", "alle akzeptieren",
        "akzeptieren", "zustimmen", "tout accepter", "accepter", "aceptar todo", "aceptar", "принять",
        "принять все", "согласен", "قبول", "قبول الكل", "موافق", "kabul et", "tümünü kabul et",
    }
)  # fmt: skip
