import Foundation
import Redaction

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension LangBotError {
    /// Converts an error of a lower layer for the caller; `CancellationError` passes unchanged.
    static func mapping(
        _ error: any Error,
        operation: OperationName,
        attempt: Int,
        redactor: Redactor
    ) -> any Error {
        var mapped: LangBotError
        switch error {
        case let error as LangBotError: mapped = error
        case let error as TransportFailure where error.kind == .cancelled && Task.isCancelled:
            return CancellationError()
        case let error as TransportFailure: mapped = LangBotError(error)
        case let error as URLError where error.code == .cancelled && Task.isCancelled: return CancellationError()
        case let error as URLError: mapped = LangBotError(error)
        case is CancellationError: return error
        default: mapped = LangBotError(.transport, underlying: error)
        }
        mapped.operation = mapped.operation ?? operation
        mapped.attempt = attempt
        mapped.redact(with: redactor)
        return mapped
    }

    private init(_ failure: TransportFailure) {
        if let error = failure.underlying as? URLError, failure.kind == .other {
            self.init(error)
            return
        }
        let code: Code =
            switch failure.kind {
            case .connectionFailed: .connectionFailed
            case .insecure: .insecureConnection
            case .timeout: .timeout
            case .responseTooLarge: .responseTooLarge
            case .cancelled: .cancelled
            case .connectionLost, .other: .transport
            }
        self.init(code, underlying: failure)
        let usual = failure.kind == .connectionLost ? "the connection ended before the response was complete" : nil
        detail = failure.reason ?? usual
    }

    /// A sentence as the rest of another one.
    private static func continued(_ sentence: String) -> String {
        let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    private init(_ error: URLError) {
        let code: Code =
            switch error.code {
            case .cancelled: .cancelled
            case .timedOut: .timeout
            case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet: .connectionFailed
            case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
                .serverCertificateHasBadDate, .serverCertificateNotYetValid, .clientCertificateRequired,
                .clientCertificateRejected:
                .insecureConnection
            default: .transport
            }
        self.init(code, underlying: error)
        switch error.code {
        // Not Foundation's sentence for every error, only what it knows of this one.
        case .cannotConnectToHost: detail = (error.userInfo[NSLocalizedDescriptionKey] as? String).map(Self.continued)
        case .networkConnectionLost: detail = "the connection ended before the response was complete"
        case .cannotFindHost, .dnsLookupFailed: detail = "the host name cannot be resolved; check it"
        case .serverCertificateHasBadDate, .serverCertificateNotYetValid:
            detail = "the server's certificate has expired or is not valid yet"
        case .serverCertificateUntrusted, .serverCertificateHasUnknownRoot:
            detail = "the server's certificate comes from an authority that is not trusted"
        case .clientCertificateRequired: detail = "the server asks for a client certificate"
        case .clientCertificateRejected: detail = "the server does not accept the client certificate"
        default: break
        }
    }
}
