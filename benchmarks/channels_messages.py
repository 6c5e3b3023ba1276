"""What people ask in the benchmark of the channels: ordinary questions, the same for every system."""

MESSAGES = (
    "hey", "how many sets of squats should i do in a week", "whats a good rep range if i just want bigger arms",
    "how much rest between heavy triples", "do i really need to deload", "how often can i bench per week",
    "my ohp hasnt moved in a month what now", "can i swap back squats for leg press",
    "what should i eat after lifting", "how much protein a day for an 85 kg guy", "should i bother buying creatine",
    "i pulled 160 for 4, whats my one rep max", "what weight for 8 reps if my max is 120 kg",
    "how do i warm up before heavy squats", "what does rir mean", "is 3 days a week enough to grow",
    "should a newbie do full body or a split", "how long should my workout take", "can i train with sore legs",
    "best row if all i have is dumbbells", "what can i do at home instead of pull ups", "how do i get stronger at dips",
    "does running in the evening hurt my gains", "when do i add weight to the bar", "how fast can a newbie add weight",
    "should i go to failure on curls", "are 20 rep sets any good for muscle", "how low do i have to go in my squats",
    "do i need a belt for deadlifts", "how much sleep do i need to recover", "are machines bad for legs",
    "how many calories over to gain slowly", "what do i do when i miss a week", "can i do abs every day",
    "how do i know a set was hard enough", "which muscles does the incline press train", "what is double progression",
    "what are you good at", "what about getting stronger instead", "thanks coach",
)  # fmt: skip
