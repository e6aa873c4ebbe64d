public import Foundation
import Redaction

/// A request body as a transport sends it.
public enum TransportBody: Sendable {
    /// Bytes in memory.
    case data(Data)
    /// A file, to be read while it is sent; it exists for the duration of the call.
    case file(URL)
    /// Several bodies, one after the other.
    case sequence([TransportBody])

    /// The bytes, read into memory where they are a file's.
    public func data() throws -> Data {
        switch self {
        case .data(let data): data
        case .file(let file): try Data(contentsOf: file)
        case .sequence(let bodies): try bodies.reduce(into: Data()) { $0.append(try $1.data()) }
        }
    }

    /// The parts that are in memory.
    var inMemory: [Data] {
        switch self {
        case .data(let data): [data]
        case .file: []
        case .sequence(let bodies): bodies.flatMap(\.inMemory)
        }
    }
}

/// The progress of sending a body.
public struct TransferProgress: Hashable, Sendable {
    /// The bytes sent so far.
    public let sent: Int64
    /// The bytes of the whole body.
    public let total: Int64

    /// Creates a progress value.
    public init(sent: Int64, total: Int64) {
        self.sent = sent
        self.total = total
    }

    /// The fraction sent, from 0 to 1.
    public var fraction: Double { total > 0 ? min(1, Double(sent) / Double(total)) : 1 }
}

/// A request as a transport sends it.
public struct TransportRequest: Sendable {
    /// The operation that it belongs to, for logs and stubs; it does not go over the wire.
    public var operation: OperationName
    /// The method of the request.
    public var method: HTTPMethod
    /// The complete URL.
    public var url: URL
    /// The header fields.
    public var headers: HTTPHeaders
    /// The whole body, or nil for a request without one.
    public var body: TransportBody?
    /// The transport's own timeout, as a backstop to the client's deadline; nil for none.
    ///
    /// The client sets none for streams. A middleware may set one to limit how long the server may be silent.
    public var timeout: Duration?
    /// The maximum size of the response body in bytes; for `stream`, the maximum number of bytes kept unread.
    public var maximumResponseSize: Int
    /// Called from time to time while the body is sent, on any thread; restarts with each attempt.
    public var onProgress: (@Sendable (TransferProgress) -> Void)?

    /// Creates a request.
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

/// A complete response.
public struct TransportResponse: Sendable {
    /// The status code, such as 200.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, empty when there is none.
    public var body: Data

    /// Creates a response.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A response whose body is still arriving.
public struct TransportStream: Sendable {
    /// The status code, such as 200.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body, empty when there is none.
    public var body: BodyChunks

    /// Creates a response.
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
        case .sequence(let bodies): bodies.map(\.description).joined(separator: ", ")
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
