public import Foundation
import Redaction

/// What a request carries, as a transport sends it.
public enum TransportBody: Sendable {
    /// Bytes in memory.
    case data(Data)
    /// The content of a file, which is to be read while it is sent; it is there for as long as the call lasts.
    case file(URL)

    /// The bytes, read into memory where they are a file's.
    public func data() throws -> Data {
        switch self {
        case .data(let data): data
        case .file(let file): try Data(contentsOf: file)
        }
    }
}

/// How much of a body has been sent.
public struct TransferProgress: Hashable, Sendable {
    /// The bytes sent so far.
    public let sent: Int64
    /// The bytes of the whole body.
    public let total: Int64

    /// Makes a progress.
    public init(sent: Int64, total: Int64) {
        self.sent = sent
        self.total = total
    }

    /// From 0 to 1.
    public var fraction: Double { total > 0 ? min(1, Double(sent) / Double(total)) : 1 }
}

/// A request as a transport sends it.
public struct TransportRequest: Sendable {
    /// The operation that it belongs to, for logs and stubs; it does not go over the wire.
    public var operation: OperationName
    /// The method of the request.
    public var method: HTTPMethod
    /// The whole address.
    public var url: URL
    /// The header fields.
    public var headers: HTTPHeaders
    /// The whole body, or nil for a request without one.
    public var body: TransportBody?
    /// A limit for the transport's own timer, behind the deadline that the client keeps; nil for none.
    ///
    /// The client gives none to a stream. A middleware may, for how long the server may be quiet.
    public var timeout: Duration?
    /// How many bytes of body the answer may have; for `stream`, how many may wait unread.
    public var maximumResponseSize: Int
    /// Called from time to time while the body is sent, from any thread; a repeated attempt begins anew.
    public var onProgress: (@Sendable (TransferProgress) -> Void)?

    /// Makes a request.
    public init(
        operation: OperationName,
        method: HTTPMethod,
        url: URL,
        headers: HTTPHeaders = HTTPHeaders(),
        body: TransportBody? = nil,
        timeout: Duration? = nil,
        maximumResponseSize: Int = .max,
        onProgress: (@Sendable (TransferProgress) -> Void)? = nil
    ) {
        self.operation = operation
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maximumResponseSize = maximumResponseSize
        self.onProgress = onProgress
    }
}

extension TransportRequest: CustomStringConvertible, CustomReflectable {
    /// Operation, method and address, without header values and body.
    public var description: String {
        VisibleText.escaped("\(operation): \(method) \(Redactor().text(url.absoluteString))")
    }

    /// The same and the redacted headers, for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["request": description, "headers": headers]) }
}

/// An answer that has been received as a whole.
public struct TransportResponse: Sendable {
    /// The status code, such as 200.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, empty when there is none.
    public var body: Data

    /// Makes an answer.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// An answer whose body is still arriving.
public struct TransportStream: Sendable {
    /// The status code, such as 200.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, empty when there is none.
    public var body: BodyChunks

    /// Makes an answer.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: BodyChunks) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension TransportBody: CustomStringConvertible, CustomReflectable {
    /// How long the body is, or where its file is.
    public var description: String {
        switch self {
        case .data(let data): "\(data.count) bytes"
        case .file(let file): "the file \(file.path)"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["body": description]) }
}

extension TransportResponse: CustomStringConvertible, CustomReflectable {
    /// The status and how long the body is.
    public var description: String { "\(status), \(body.count) bytes" }

    /// The same and the redacted headers, for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["response": description, "headers": headers]) }
}

extension TransportStream: CustomStringConvertible, CustomReflectable {
    /// The status.
    public var description: String { "\(status), streamed" }

    /// The same and the redacted headers, for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["response": description, "headers": headers]) }
}
