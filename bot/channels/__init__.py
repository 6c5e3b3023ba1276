"""Where people are: what every channel (website, Slack, Telegram) stands on, and the channels themselves."""
