public import Foundation

/// A person or group that a bot talks to.
public struct Conversation: Hashable, Sendable {
    /// The kind of conversation.
    ///
    /// Servers may define further kinds.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A conversation with one person.
        public static let person: Kind = "person"
        /// A conversation in a group.
        public static let group: Kind = "group"
    }

    /// The kind of conversation.
    public var kind: Kind
    /// The identifier of the person or group on the messaging platform.
    public var id: String

    /// Creates a conversation.
    public init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// A conversation with one person.
    public static func person(_ id: String) -> Conversation { Conversation(.person, id) }

    /// A conversation in a group.
    public static func group(_ id: String) -> Conversation { Conversation(.group, id) }
}

/// A message to send.
public struct BotMessage: Hashable, Sendable {
    /// A part of a message, with LangBot's own members; `type` says what it is.
    public struct Component: Hashable, Sendable {
        /// The members of the part, in the form that LangBot uses.
        public var fields: JSONObject

        /// Creates a part of arbitrary members; `type` is required.
        public init(fields: JSONObject) { self.fields = fields }

        /// Text.
        public static func text(_ text: String) -> Component {
            Component(fields: ["type": "Plain", "text": .string(text)])
        }

        /// An image at a public URL.
        public static func image(url: String) -> Component {
            Component(fields: ["type": "Image", "url": .string(url)])
        }

        /// An image in the message itself.
        public static func image(_ content: Data, contentType: String) -> Component {
            Component(fields: ["type": "Image", "base64": .string(dataURL(content, contentType))])
        }

        /// An image that was uploaded with ``Files/uploadImage(_:filename:contentType:)``, for a ``PipelineChat``.
        public static func image(uploaded key: String) -> Component {
            Component(fields: ["type": "Image", "path": .string(key)])
        }

        /// A file in the message itself; since 4.10.
        public static func file(_ content: Data, name: String, contentType: String) -> Component {
            Component(
                fields: [
                    "type": "File", "name": .string(name), "size": .integer(Int64(content.count)),
                    "base64": .string(dataURL(content, contentType)),
                ]
            )
        }

        private static func dataURL(_ content: Data, _ contentType: String) -> String {
            "data:\(contentType);base64,\(content.base64EncodedString())"
        }

        /// A mention of one user.
        public static func mention(_ id: String) -> Component {
            Component(fields: ["type": "At", "target": .string(id)])
        }

        /// A mention of everyone.
        public static let mentionAll = Component(fields: ["type": "AtAll"])
    }

    /// The recipient.
    public var target: Conversation
    /// The parts of the message, at least one.
    public var components: [Component]

    /// Creates a message.
    public init(to target: Conversation, _ components: [Component]) {
        self.target = target
        self.components = components
    }

    /// Creates a text message.
    public init(to target: Conversation, _ text: String) {
        self.init(to: target, [.text(text)])
    }

    var body: APIOperation.Body {
        .json([
            "target_type": .string(target.kind.rawValue),
            "target_id": .string(target.id),
            "message_chain": .array(components.map { .object($0.fields) }),
        ])
    }
}

/// An administrator of a bot, since 4.10.
public struct BotAdmin: ServerObject, Identifiable {
    /// The number of an entry.
    public typealias ID = NumericIdentifier<BotAdmin>

    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of the entry.
    public var id: ID { number() }

    /// The person or group whose messages may be commands.
    public var conversation: Conversation {
        Conversation(.init(rawValue: self[text: "launcher_type"] ?? ""), self[text: "launcher_id"] ?? "")
    }
}
