import LangBotContract

/// The chats of the web interface and of web pages.
extension Traits {
    /// Whether the chats with a pipeline need one that exists.
    var chatsNeedPipeline: Bool { since(.v4_10_11) }
    /// Whether a mention of the bot counts in a group even where the pipeline's rules switch that off.
    var mentionsAlwaysCount: Bool { before(.v4_6_5) }
    /// Whether the first message of a chat's socket must be the token of a user.
    var chatsAuthenticate: Bool { since(.v4_10_11) }
    /// Whether the chat on a web page is that of the web interface, and not one for each visitor.
    var pagesShareDebugChat: Bool { before(.v4_10_11) }
    /// Whether the bot of a web page answers in the web interface's chat with its pipeline too.
    var chatsBelongToBots: Bool { since(.v4_9_7, before: .v4_10_11) }
    /// Whether messages that are still growing are in the list of messages.
    var chatsKeepUnfinished: Bool { since(.v4_9_7) }
    /// Whether attachments must be uploads, whose content the list of messages leaves out.
    var chatsHideContent: Bool { since(.v4_10_11) }
    /// How many messages a chat keeps; a limit of the mock before 4.10.
    var chatMessageLimit: Int { since(.v4_10_11) ? 100 : 1000 }
    /// How many sockets may look at chats at once; a limit of the mock before 4.10.
    var chatSocketLimit: Int { since(.v4_10_11) ? 32 : 1024 }
}
