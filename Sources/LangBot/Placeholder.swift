// LangBot
