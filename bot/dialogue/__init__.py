"""What plugs into Rasa's core: actions in process, and the gate that messages and replies pass."""
