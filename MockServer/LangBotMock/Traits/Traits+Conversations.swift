import LangBotContract

/// How messages are answered.
extension Traits {
    /// Whether runners come from plugins, instead of the installation itself.
    var runnersArePlugins: Bool { since(.v4_11_2) }
    /// Whether the sender hears that a query has failed.
    var tellsFailures: Bool { before(.v4_6_5) || since(.v4_7_2, documented: false) }
    /// Whether a pipeline says how failures are told, instead of only whether their reason is hidden.
    var choosesFailureHint: Bool { since(.v4_9_7) }
    /// Whether a streamed answer without text ends with an empty one, instead of never.
    var sendsEmptyAnswers: Bool { since(.v4_10_11) }
    /// Whether the parts of an MCP tool's answer reach the model as they are, instead of as JSON.
    var passesToolParts: Bool { since(.v4_7_2) }
    /// Whether a pipeline without extension preferences may use every tool, instead of none.
    var offersUnboundTools: Bool { since(.v4_6_5) }
    /// Whether monitoring names sessions by the name of a constant.
    var sessionsShowConstants: Bool { before(.v4_10_11) }
    /// How many messages of an exchange monitoring counts in its session.
    var countedMessages: [String] {
        if since(.v4_11_2) { return ["user", "assistant"] }
        return since(.v4_10_11) ? ["user"] : []
    }
    /// Whether monitoring knows how many tokens a streamed answer took.
    var countsStreamedTokens: Bool { since(.v4_9_7) }
    /// Whether the reason of a failed call of a model is one of a few sentences, instead of what the service said.
    var classifiesModelFaults: Bool { since(.v4_11_2, documented: true) }
    /// Whether files in the sandbox are sent along with the answer of a runner.
    var answersCarryFiles: Bool { since(.v4_10_11, before: .v4_11_2) }
    /// Whether a runner must ask for the sandbox before it uses it.
    var runnersBindSandbox: Bool { since(.v4_11_2) }
    /// Whether passages of knowledge bases come as a message of their own, instead of around the question.
    var knowledgeIsAMessage: Bool { since(.v4_11_2) }
    /// What a model reads between the texts of one message; 4.10 sends them as a list, which has a space there.
    var textSeparator: String { since(.v4_11_2) ? "" : since(.v4_10_11) ? " " : "\n" }
    /// Whether the model is told the date.
    var tellsDate: Bool { since(.v4_10_11, before: .v4_11_2) }
    /// Whether models count the tokens of a streamed answer.
    var asksForStreamUsage: Bool { since(.v4_10_11) }
    /// Whether the web interface's messages are always answered piece by piece.
    var alwaysStreamsWebChat: Bool { since(.v4_11_2) }
}

/// How the services of models are asked.
extension Traits {
    /// Whether a scan tells only names and kinds of models.
    var scansWithoutDetails: Bool { since(.v4_10_11) }
    /// Whether a scan tells rerank models from others.
    var scansFindRerank: Bool { since(.v4_10_11) }
    /// In which form vectors are asked for.
    var vectorFormat: String { since(.v4_10_11) ? "float" : "base64" }
}
