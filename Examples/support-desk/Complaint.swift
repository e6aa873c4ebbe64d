import Foundation
import LangBot

/// Why the program ends without having done its work: a class of error, which is its exit status, and a sentence.
struct Complaint: Error, Equatable {
    enum Class: Int32, CaseIterable {
        /// The server answered something that nobody could expect.
        case unexpected = 1
        /// The arguments, the plan or a name is wrong.
        case usage = 2
        /// The server's release cannot do it.
        case unsupported = 3
        /// The credential is wrong, or may not do it.
        case credential = 4
        /// It may work later.
        case unavailable = 5
        /// A task, a model or an agent failed on the server.
        case failed = 6
    }

    let kind: Class
    let sentence: String

    init(_ kind: Class, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    /// Sorts any error; those of the client are sentences already.
    init(_ error: any Error) {
        switch error {
        case let complaint as Complaint: self = complaint
        case let error as LangBotError: self.init(Self.classes[error.code] ?? .unexpected, error.localizedDescription)
        default: self.init(.unexpected, "\(error)")
        }
    }

    private static let classes: [LangBotError.Code: Class] = [
        .invalidBaseURL: .usage, .invalidRequest: .usage, .notFound: .usage, .conflict: .usage,
        .unsupportedByServer: .unsupported,
        .unauthorized: .credential, .forbidden: .credential, .invalidCredential: .credential,
        .rateLimited: .unavailable, .serverError: .unavailable, .timeout: .unavailable, .transport: .unavailable,
        .connectionFailed: .unavailable, .insecureConnection: .unavailable, .cancelled: .unavailable,
        .taskFailed: .failed, .runFailed: .failed,
    ]
}
