import Digests
public import Foundation

/// The signature of a message to an HTTP bot, or from one.
///
/// Source: the integration guide of LangBot's HTTP Bot adapter. The signature is the HMAC with SHA-256 of the time, a dot
/// and the body.
public struct HTTPBotSignature: Hashable, Sendable {
    /// The name of the header field with the time.
    public static let timestampField = "X-LB-Timestamp"
    /// The name of the header field with the signature.
    public static let signatureField = "X-LB-Signature"

    /// The most that the clocks of the two sides may differ, in seconds.
    static let tolerance = 300.0

    /// The time in seconds since 1970, as it is sent.
    public let timestamp: String
    /// The signature as it is sent, which begins with `sha256=`.
    public let signature: String

    /// Signs a body.
    ///
    /// - Parameters:
    ///   - body: The bytes of the body, exactly as they are sent.
    ///   - secret: The bot's secret for that direction.
    ///   - time: When it is sent.
    public init(of body: Data, secret: HTTPBotSecret, at time: Date = Date()) {
        self.init(of: body, secret: secret, timestamp: String(Int64(time.timeIntervalSince1970)))
    }

    init(of body: Data, secret: HTTPBotSecret, timestamp: String) {
        self.timestamp = timestamp
        let message = Array("\(timestamp).".utf8) + body
        signature = "sha256=" + SHA256.hexadecimalCode(of: message, key: Array(secret.revealed().utf8))
    }

    /// Compares signatures in a time that does not tell where they differ.
    func isSame(as other: String) -> Bool {
        let (own, other) = (Array(signature.utf8), Array(other.utf8))
        return own.count == other.count && zip(own, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// A secret with which messages to an HTTP bot, or from one, are signed.
public struct HTTPBotSecret: Secret {
    private let text: String

    /// Wraps a secret, without the white space around it.
    public init(_ text: String) { self.text = Self.trimmed(text) }

    /// The secret itself.
    public func revealed() -> String { text }
}
