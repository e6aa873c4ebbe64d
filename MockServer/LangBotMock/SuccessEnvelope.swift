import JSONCore
import LangBotContract

/// The envelope around the data of a success.
enum SuccessEnvelope {
    private static let start = Array("{\"code\":0,\"data\":".utf8)
    private static let end =
        Array(",\"msg\":".utf8) + JSONValue.string(DocumentedMessage.success).serialized() + [UInt8(ascii: "}")]

    /// The envelope with this data; uses the stored text if there is one.
    static func text(around data: JSONValue) -> [UInt8] {
        data.objectValue?.framedText ?? data.text(between: start, and: end)
    }

    /// The same data with the stored text of its envelope.
    static func keeping(_ data: JSONObject) -> JSONObject { data.written(between: start, and: end) }
}
