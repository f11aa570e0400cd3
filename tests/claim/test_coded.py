from __future__ import annotations

import pytest

from claim.found import said

STATED = {
    "Everyone must give fingerprints.": ("compulsion", "mandatory"),
    "Giving DNA is no longer voluntary.": ("compulsion", "mandatory"),
    "Nobody is forced to give fingerprints.": ("compulsion", "voluntary"),
    "Residents may opt out of the iris scan.": ("compulsion", "voluntary"),
    "It is unclear whether people can refuse to give DNA.": ("compulsion", "unclear"),
    "DNA was taken without their consent.": ("consent", "uninformed"),
    "Nobody explained to them why DNA was taken.": ("consent", "uninformed"),
    "They signed a consent form before the DNA swab.": ("consent", "informed"),
    "Blood was taken by force.": ("consent", "coerced"),
    "HRW was not able to find out if people are aware that DNA is taken.": ("consent", "unknown"),
    "Fingerprints are linked to the national identity number.": ("linkage", "national_id"),
    "DNA is tied to household registration (hukou).": ("linkage", "household_register"),
    "Irises are matched with the number plate.": ("linkage", "vehicle"),
    "Those who refuse the iris scan cannot get a passport.": ("sanction", "passport"),
    "Children cannot go to school unless they give fingerprints.": ("sanction", "school"),
    "Refugees who decline the iris scan receive no food.": ("sanction", "welfare"),
    "Drivers who refuse the face scan are denied a licence.": ("sanction", "other"),
    "The office will no longer issue travel papers to those who do not give DNA.": (
        "sanction",
        "passport",
    ),
    "Residents give their fingerprints at two biometric centres.": (
        "channel",
        "registration_office",
    ),
    "Forty verification sites were set up, where fingerprints are taken.": (
        "channel",
        "registration_office",
    ),
    "Workers who refused the DNA test lost their jobs.": ("sanction", "employment"),
    "Cadres go from door to door to collect DNA.": ("channel", "home_visit"),
    "Fingerprints are taken at police checkpoints.": ("channel", "checkpoint"),
    "Irises are scanned at the passport office.": ("channel", "registration_office"),
    "DNA is taken in prisons.": ("channel", "prison"),
    "Police took voice samples.": ("modality", "voice"),
    "Police recorded how passengers walk, their gait.": ("modality", "gait"),
    "Toe prints were taken with the fingerprints.": ("modality", "other"),
    "居民必须参加采血。": ("compulsion", "mandatory"),
    "民眾一律須採集指紋。": ("compulsion", "mandatory"),
    "采集DNA完全自愿。": ("compulsion", "voluntary"),
    "採集指紋並非強制。": ("compulsion", "voluntary"),
    "采集血样未经本人同意。": ("consent", "uninformed"),
    "沒有人告訴他們採血的用途。": ("consent", "uninformed"),
    "家长签署同意书后采血。": ("consent", "informed"),
    "採血時沒有人敢拒絕。": ("consent", "coerced"),
    "居民是否知道DNA的用途，目前不清楚。": ("consent", "unknown"),
    "指纹与身份证号码关联。": ("linkage", "national_id"),
    "血樣與戶籍連結。": ("linkage", "household_register"),
    "不采集DNA就不能办理护照。": ("sanction", "passport"),
    "不按指紋就領不到身分證。": ("sanction", "id_card"),
    "拒绝采血者被罚款。": ("sanction", "punishment"),
    "干部上门采集DNA。": ("channel", "home_visit"),
    "全民體檢時採血。": ("channel", "medical_exam"),
    "采集了居民的掌纹。": ("modality", "palm_print"),
    "警方錄了音，採集聲紋。": ("modality", "voice"),
}


@pytest.mark.parametrize("text", STATED)
def test_words_say_their_code(text: str) -> None:
    assert STATED[text] in said(text)


TRAPS = {
    "a mention is no taking": ("DNA is a long molecule.", "modality"),
    "a crime": ("A DNA profile of the murder suspect was taken.", "modality"),
    "a donation": ("Donors gave blood at the blood drive.", "modality"),
    "a donation in Chinese": ("市民献血，采血顺利。", "modality"),
    "a paternity test": ("The clinic takes DNA for paternity tests.", "modality"),
    "a purchase": (
        "Emniyet 300 parmak izi tarayıcısı için ihale açtı, cihazlar alındı.",
        "modality",
    ),
    "a bill": ("The bill would allow police to take DNA.", "modality"),
    "a bill in Chinese": ("草案容許警方採集DNA。", "modality"),
    "a machine": ("The company sold DNA sequencers.", "modality"),
    "blood pressure": ("The nurse took blood pressure at the clinic.", "modality"),
    "a door lock": ("The door lock opens with a fingerprint held on it.", "modality"),
    "not at all voluntary": ("采集DNA并非自愿。", "voluntary"),
    "an identity card shown": ("Fingerprints were taken. Guests show an identity card.", "linkage"),
    "nobody may refuse": ("DNA is taken from all, and nobody may refuse.", "voluntary"),
    "a data bank": ("DNA is taken from all and kept in the data bank of the police.", "channel"),
    "comprehensive registration": (
        "Fingerprints are taken for comprehensive registration.",
        "school",
    ),
    "at work already": ("Police were at work already, taking fingerprints.", "workplace"),
    "a school that is only there": ("DNA was taken. She goes to school.", "channel"),
    "a picture of an eye": ("Officers take a picture of the iris of every resident.", "face"),
    "a picture that is taken of fingers": (
        "Pictures are taken of the prints of all residents.",
        "face",
    ),
    "a voluntary return": (
        "Fingerprints are taken at the centre of voluntary repatriation.",
        "voluntary",
    ),
    "no sign that one may decline": (
        "DNA is taken. Nothing that is known suggests that people can decline.",
        "voluntary",
    ),
    "what was told in a report": ("Police told in a report how they collected DNA.", "mandatory"),
    "years in prison": ("DNA is taken from all; who refuses gets two years in prison.", "channel"),
    "a company that made it so": ("The Gas Division made it compulsory to give DNA.", "tool"),
}


@pytest.mark.parametrize("why", TRAPS)
def test_a_word_alone_says_nothing(why: str) -> None:
    text, no = TRAPS[why]
    assert no not in {each for pair in said(text) for each in pair}
