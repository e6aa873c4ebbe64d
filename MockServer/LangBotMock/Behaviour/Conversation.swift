import JSONCore
import LangBotContract

/// A message on its way through a pipeline.
struct Query: Sendable {
    /// What received the message: a bot, or the chat of the web interface.
    struct Receiver: Hashable, Sendable {
        let uuid: String
        let name: String
        /// Its account on its platform, which mentions of it name; empty if it is not known.
        var account: String

        /// The chat of the web interface, which is not a bot of the installation.
        static let webChat = Receiver(uuid: "websocket-proxy-bot", name: "WebChat", account: "websocketbot")
    }

    /// Where the conversation takes place.
    enum Launcher: String, Sendable {
        case person
        case group
    }

    /// The identifier of the pipeline.
    let pipeline: String
    let launcher: Launcher
    /// Who the conversation is with: a person or a group, by the identifier on their platform.
    let launcherID: String
    let senderID: String
    let senderName: String
    var receiver = Receiver.webChat
    /// The components of the message, such as `{"type": "Plain", "text": "…"}`.
    var message: [JSONValue]
    /// Whether the platform shows an answer while it arrives.
    var streams = false
    /// The identifiers that monitoring and answers name this query by.
    let id: String
    let messageID: String
    /// When it came.
    let time: Timestamp
    /// The first component of the recorded message, which says where on its platform it comes from.
    var source: JSONValue?

    init(
        _ pipeline: String,
        _ launcher: Launcher,
        launcherID: String,
        senderID: String? = nil,
        senderName: String = "User",
        message: [JSONValue],
        _ surroundings: Surroundings
    ) {
        self.pipeline = pipeline
        self.launcher = launcher
        self.launcherID = launcherID
        self.senderID = senderID ?? launcherID
        self.senderName = senderName
        self.message = message
        id = surroundings.uuid()
        messageID = surroundings.uuid()
        time = surroundings.now()
    }

    /// The name of the session.
    var session: String { "\(launcher.rawValue)_\(launcherID)" }

    /// The name of what was said in the session.
    var chat: String { "\(receiver.uuid)/\(pipeline)/\(session)" }

    /// The texts of the message.
    var texts: [String] { message.compactMap { $0["type"] == "Plain" ? $0["text"]?.stringValue : nil } }

    /// The text of the message.
    var text: String { texts.joined() }

    /// The text of the message, with a word where there is an image.
    var textNamingImages: String {
        message.compactMap { part in
            switch part["type"] {
            case "Plain": part["text"]?.stringValue
            case "Image": "[Image]"
            default: nil
            }
        }.joined()
    }

    /// The identifier of the message in monitoring; empty if it is not recorded.
    func recordedMessage(in world: World) -> String {
        world.monitoring[.message, messageID] == nil ? "" : messageID
    }
}

/// What happens to a query, in the order in which it happens.
///
/// ``end(_:)`` is the last event and always comes.
enum ConversationEvent: Sendable {
    /// The whole text of the answer so far.
    case text(String, isFinal: Bool)
    case toolCalled(name: String, arguments: JSONObject)
    /// The query has failed; what its sender is told, if anything, comes as ``text(_:isFinal:)``.
    case failed(ConversationFailure)
    case end(Outcome)

    enum Outcome: String, Sendable {
        case completed
        case failed
        /// The pipeline does not run.
        case dropped
    }

    /// A text as a message; an empty one has no components.
    static func chain(_ text: String) -> MessageChain {
        MessageChain(text.isEmpty ? [] : [["text": .string(text), "type": "Plain"]])
    }
}

/// Why a query has no answer.
struct ConversationFailure: Error, Sendable {
    /// The code that the runner gives, such as `runner.llm_error`.
    let code: String
    let reason: String
    let isRetryable: Bool
}

/// What is said in answer to a query.
struct BotReply: Sendable {
    /// In a group, a mention of the sender comes first if the pipeline says so.
    let message: MessageChain
    /// Whether platforms that can do so quote the message that is answered.
    let quotesOrigin: Bool
}

/// How a pipeline answers a query, as it was configured when the query came.
struct ReplyStyle: Sendable {
    fileprivate let mention: JSONObject?
    fileprivate let quotesOrigin: Bool

    func reply(_ text: String) -> BotReply {
        let message = ConversationEvent.chain(text)
        return BotReply(message: mention.map(message.preceded) ?? message, quotesOrigin: quotesOrigin)
    }
}

extension Behaviour {
    func replyStyle(_ query: Query, _ live: LiveWorld) -> ReplyStyle {
        let options = live.now.runningPipeline(query.pipeline)?["config"]?["output"]?["misc"]
        let mentions = query.launcher == .group && !isBlank(options?["at-sender"])
        return ReplyStyle(
            mention: mentions ? ["type": "At", "target": .string(query.senderID), "display": ""] : nil,
            quotesOrigin: !isBlank(options?["quote-origin"])
        )
    }

    /// Sends a message through its pipeline.
    ///
    /// What it leaves behind is in the world's monitoring when the stream ends. The work goes on if nobody listens any more.
    func converse(_ query: Query, _ live: LiveWorld) -> AsyncStream<ConversationEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: ConversationEvent.self)
        Task {
            await Conversation(behaviour: self, query: query, live: live) { continuation.yield($0) }.run()
            continuation.finish()
        }
        return stream
    }

    /// Sends a message through its pipeline, and waits for the end.
    ///
    /// - Returns: the final texts of the answer and how the query ended.
    func answer(_ query: Query, _ live: LiveWorld) async -> (replies: [String], outcome: ConversationEvent.Outcome) {
        var replies: [String] = []
        var outcome = ConversationEvent.Outcome.dropped
        for await event in converse(query, live) {
            switch event {
            case .text(let text, true): replies.append(text)
            case .end(let end): outcome = end
            case .text, .toolCalled, .failed: break
            }
        }
        return (replies, outcome)
    }
}
