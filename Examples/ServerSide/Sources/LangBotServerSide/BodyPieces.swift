import Foundation
import LangBot
import NIOCore
import NIOFoundationCompat

/// A request's body in pieces, which are read from disk as they are sent.
struct BodyPieces: AsyncSequence, Sendable {
    /// Bytes in memory or a file, with their length.
    struct Part: Sendable {
        let body: TransportBody
        let length: Int64
    }

    private static let pieceSize = 64 * 1024

    let total: Int64
    private let parts: [Part]
    private let onProgress: (@Sendable (TransferProgress) -> Void)?

    init(_ parts: [Part], onProgress: (@Sendable (TransferProgress) -> Void)?) {
        self.parts = parts
        self.onProgress = onProgress
        total = parts.reduce(0) { $0 + $1.length }
    }

    static func parts(of body: TransportBody) throws -> [Part] {
        switch body {
        case .data(let data): [Part(body: body, length: Int64(data.count))]
        case .file(let file):
            [Part(body: body, length: Int64(try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0))]
        case .sequence(let bodies): try bodies.flatMap(parts)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: self, rest: parts[...]) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let pieces: BodyPieces
        fileprivate var rest: ArraySlice<Part>
        private var open: FileHandle?
        private var sent: Int64 = 0

        fileprivate init(pieces: BodyPieces, rest: ArraySlice<Part>) {
            self.pieces = pieces
            self.rest = rest
        }

        mutating func next() async throws -> ByteBuffer? {
            while true {
                let piece: Data
                if let file = open {
                    guard let read = try file.read(upToCount: BodyPieces.pieceSize), !read.isEmpty else {
                        try file.close()
                        open = nil
                        continue
                    }
                    piece = read
                } else {
                    guard let part = rest.popFirst() else { return nil }
                    guard case .file(let url) = part.body else {
                        piece = try part.body.data()
                        return took(piece)
                    }
                    open = try FileHandle(forReadingFrom: url)
                    continue
                }
                return took(piece)
            }
        }

        private mutating func took(_ piece: Data) -> ByteBuffer {
            sent += Int64(piece.count)
            pieces.onProgress?(TransferProgress(sent: sent, total: pieces.total))
            return ByteBuffer(data: piece)
        }
    }
}
