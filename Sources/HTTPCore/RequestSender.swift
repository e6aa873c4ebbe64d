import Foundation

/// Sends a request, its content piece by piece.
struct RequestSender {
    /// The most of the content that is in memory at once.
    private static let piece = 256 * 1024
    /// Content up to this size goes out together with the head.
    private static let smallContent = 16 * 1024

    let socket: ClientSocket
    let deadline: MonotonicTime?

    /// Returns whether everything was sent; false if the server answered before.
    func send(_ request: HTTPClientRequest, through proxy: HTTPProxy?) async throws(HTTPClientError) -> Bool {
        var head = request.head(through: proxy)
        guard let content = request.content, !content.isEmpty else {
            try await socket.send(head, by: deadline)
            return true
        }
        if content.count == 1, case .data(let data) = content[0], data.count <= Self.smallContent {
            head.append(contentsOf: data)
            try await socket.send(head, by: deadline)
            request.onProgress?(request.length)
            return true
        }
        try await socket.send(head, by: deadline)
        var sent: Int64 = 0
        do throws(HTTPClientError) {
            for part in content {
                guard try await send(part, request, &sent) else { return false }
            }
        } catch {
            // A server that refuses content may answer and end the connection while it is being sent.
            guard case .reset = error, (try? socket.hasAnswered()) == true else { throw error }
            return false
        }
        return true
    }

    private func send(
        _ part: HTTPClientRequest.Part,
        _ request: HTTPClientRequest,
        _ sent: inout Int64
    ) async throws(HTTPClientError) -> Bool {
        var source = try PartSource(part)
        while let bytes = try source.next(upTo: Self.piece) {
            guard try await socket.send(bytes, by: deadline, unlessAnswered: true) else { return false }
            sent += Int64(bytes.count)
            request.onProgress?(sent)
        }
        return true
    }
}

/// Reads a part of a request's content.
private struct PartSource {
    private enum Kind {
        case data(Data)
        case file(FileHandle, path: String)
    }

    private let kind: Kind
    private var left: Int64
    private var offset = 0

    init(_ part: HTTPClientRequest.Part) throws(HTTPClientError) {
        left = part.count
        switch part {
        case .data(let data): kind = .data(data)
        case .file(let path, _):
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw .unreadable("the file \(path) cannot be read")
            }
            kind = .file(handle, path: path)
        }
    }

    /// The next bytes; nil at the end.
    mutating func next(upTo limit: Int) throws(HTTPClientError) -> [UInt8]? {
        guard left > 0 else { return nil }
        let count = Int(min(left, Int64(limit)))
        let bytes: [UInt8]
        switch kind {
        case .data(let data):
            let start = data.startIndex + offset
            bytes = [UInt8](data[start..<(start + count)])
            offset += count
        case .file(let handle, let path):
            bytes = (try? handle.read(upToCount: count)).flatMap { $0 }.map { [UInt8]($0) } ?? []
            // The length is announced already.
            guard !bytes.isEmpty else { throw .unreadable("the file \(path) became shorter while it was sent") }
        }
        left -= Int64(bytes.count)
        return bytes
    }
}
