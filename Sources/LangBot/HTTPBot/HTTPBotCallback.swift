public import Foundation

/// A part of a reply, which LangBot posts to the callback URL of an HTTP bot; since 4.10.
///
/// In the handler of whichever web framework you use:
///
/// ```swift
/// let callback = try HTTPBotCallback(
///     verifying: body,
///     timestamp: headers[HTTPBotSignature.timestampField],
///     signature: headers[HTTPBotSignature.signatureField],
///     secret: secret
/// )
/// print(callback.sessionID, callback.text, callback.isFinal)
/// ```
///
/// Answer with a status from 200 to 299, soon; LangBot posts the same again, up to three times, until then. The parts of
/// a session come one after the other.
public struct HTTPBotCallback: ServerObject {
    /// Why a request is not a callback of the bot; answer with 401, or 400 for `malformed`.
    public enum Rejection: Error, Hashable, Sendable {
        /// The time or the signature is missing.
        case unsigned
        /// The time is not a number of seconds.
        case invalidTimestamp
        /// The request was signed more than five minutes ago, or five minutes in the future.
        case expired
        /// The signature is not that of the body with the secret.
        case wrongSignature
        /// The signature is right, but the body is not a callback, for the reason given in words.
        case malformed(String)
    }

    public static let memberRules: [String: MemberRule] = ["session_id": .identifier, "sequence": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Verifies a request, and reads it.
    ///
    /// - Parameters:
    ///   - body: The bytes of the body, exactly as they were received.
    ///   - timestamp: The value of the field ``HTTPBotSignature/timestampField``.
    ///   - signature: The value of the field ``HTTPBotSignature/signatureField``.
    ///   - secret: The bot's outbound secret, or its inbound one if it has no other.
    ///   - now: The time that the request's must be near.
    /// - Throws: ``Rejection``.
    public init(
        verifying body: Data,
        timestamp: String?,
        signature: String?,
        secret: HTTPBotSecret,
        at now: Date = Date()
    ) throws {
        guard let timestamp, let signature, !timestamp.isEmpty, !signature.isEmpty else { throw Rejection.unsigned }
        guard let seconds = Int64(timestamp) else { throw Rejection.invalidTimestamp }
        guard abs(now.timeIntervalSince1970 - Double(seconds)) <= HTTPBotSignature.tolerance else {
            throw Rejection.expired
        }
        let expected = HTTPBotSignature(of: body, secret: secret, timestamp: timestamp)
        guard expected.isSame(as: signature) else { throw Rejection.wrongSignature }
        guard let fields = try? JSONParser.parse(body).objectValue else {
            throw Rejection.malformed("it is not a JSON object")
        }
        do {
            try self.init(received: fields)
        } catch let error as InvalidMember {
            throw Rejection.malformed(error.sentence(about: "it"))
        }
    }

    /// The session that it belongs to, as the program called it.
    public var sessionID: String { identity("session_id") }
    /// The message that it replies to; nil for one that nobody asked for.
    public var messageID: HTTPBotMessage.ID? { self[identifier: "reply_to"] }
    /// The number of the part in the reply, from one.
    public var sequence: Int { Int(clamping: number("sequence") as Int64) }
    /// Whether it is the last part of the reply.
    public var isFinal: Bool { self[flag: "is_final"] ?? true }
    /// Whether the reply is streamed: then each part has the whole text so far.
    public var isStreamed: Bool { self[flag: "stream"] ?? false }
    /// The components of the message, each an object with `type`.
    public var components: [JSONValue] { self[array: "message"] ?? [] }
    /// The texts of the components, joined.
    public var text: String { components.plainTexts.joined() }
    /// When LangBot made it.
    public var timestamp: Date? { date("timestamp") }
}

extension HTTPBotCallback.Rejection: CustomStringConvertible, LocalizedError {
    /// One sentence.
    public var description: String {
        switch self {
        case .unsigned: "the callback is not signed"
        case .invalidTimestamp: "the callback's time is not a number of seconds"
        case .expired: "the callback was signed more than five minutes ago or ahead; check the clocks of both sides"
        case .wrongSignature: "the callback's signature is wrong; check the bot's outbound secret"
        case .malformed(let reason): "the callback cannot be read: \(reason)"
        }
    }

    /// The same sentence, for `localizedDescription`.
    public var errorDescription: String? { description }
}

extension [JSONValue] {
    /// The texts of a message's components.
    var plainTexts: [String] { filter { $0["type"] == "Plain" }.compactMap { $0["text"]?.stringValue } }
}
