"""The figures that nobody measured at this shop: where the file leaves one out, its default is our guess."""

# Key in the file -> the figure in plain words.
GUESSES = {
    "contacts.phone_share": "the share by phone",
    "contacts.outside_office_hours_share": "mails outside office hours",
    "contacts.follow_up_share": "customers who answer your answer",
    "contacts.follow_up_after_hours": "how soon customers reply",
    "contacts.mails_again_share": "second mails",
    "contacts.mails_again_after_hours": "how soon second mails come",
    "contacts.after_holiday": "the rush after a holiday",
    "contacts.week_busyness_sd": "how far a week is off its forecast",
    "contacts.day_busyness_sd": "how far a day is off its forecast",
    "peaks": "the height of the peaks",
    "calls.hangs_up_at_once_share": "callers who hang up at once",
    "calls.patience_scale_s": "the patience of callers",
    "calls.redial_share": "callers who redial",
    "calls.redial_after_minutes": "how soon callers redial",
    "work.minutes_per_mail": "minutes a mail",
    "work.mail_spread": "how much mails differ",
    "work.minutes_per_follow_up": "minutes a follow-up",
    "work.minutes_per_call": "minutes a call",
    "work.call_spread": "how much calls differ",
    "work.really_at_work": "people really at work",
    "work.away_minutes": "how long people are away at a time",
    "work.rings_before_voicemail_s": "rings before voicemail",
    "absence.sick_day_chance": "days of illness",
    "absence.sick_week_chance": "weeks of illness",
}
