import JSONCore
import LangBotContract

/// What stands around the data of a success, as ``AnswerWriter`` writes it.
enum SuccessEnvelope {
    static let start = Array("{\"code\":0,\"data\":".utf8)
    static let end =
        Array(",\"msg\":".utf8) + JSONValue.string(DocumentedMessage.success).serialized() + [UInt8(ascii: "}")]
}
