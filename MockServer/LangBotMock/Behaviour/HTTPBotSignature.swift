import Digests
import HTTPCore

/// The signatures of HTTP bots: `sha256=` and the code of `{timestamp}.{body}`.
enum HTTPBotSignature {
    static let timestampField = "X-LB-Timestamp"
    static let signatureField = "X-LB-Signature"
    static let idempotencyField = "X-LB-Idempotency-Key"

    /// The most that the clocks of sender and bot may differ, in seconds.
    private static let window: Int64 = 300

    static func sign(_ body: [UInt8], _ timestamp: String, secret: String) -> String {
        "sha256=" + SHA256.hexadecimalCode(of: Array("\(timestamp).".utf8) + body, key: Array(secret.utf8))
    }

    /// What is wrong with the signature of a message; nil if it is right.
    static func fault(_ fields: HTTPFields, _ body: [UInt8], secret: String, at now: Timestamp) -> String? {
        guard let timestamp = fields[timestampField], !timestamp.isEmpty, let signature = fields[signatureField],
            !signature.isEmpty
        else { return "missing_headers" }
        guard let number = Double(timestamp.trimmingPrefix { $0 == " " }), number.isFinite,
            let seconds = Int64(exactly: number.rounded(.towardZero))
        else { return "bad_timestamp" }
        guard seconds.distance(to: now.secondsSince1970).magnitude <= UInt(window) else { return "expired" }
        return isSame(sign(body, timestamp, secret: secret), signature) ? nil : "signature_mismatch"
    }

    /// Compares in a time that does not depend on where the texts differ.
    private static func isSame(_ first: String, _ second: String) -> Bool {
        let (first, second) = (Array(first.utf8), Array(second.utf8))
        guard first.count == second.count else { return false }
        return zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
