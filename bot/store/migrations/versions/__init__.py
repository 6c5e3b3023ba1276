"""One module for each version. They never import bot.store.tables: those go on changing."""
