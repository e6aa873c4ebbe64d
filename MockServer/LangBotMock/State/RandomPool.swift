import Foundation

/// Random bytes of the system's, of which it is asked for many at once: a call into it takes longer than all the rest
/// of making an identifier.
struct RandomPool {
    /// What `getentropy` gives at most.
    private static let size = 256

    private var bytes = [UInt8](repeating: 0, count: size)
    private var used = size

    /// Bytes that nobody has been given before.
    mutating func take(_ count: Int) -> [UInt8] {
        var taken: [UInt8] = []
        taken.reserveCapacity(count)
        while taken.count < count {
            if used == Self.size { refill() }
            let end = min(Self.size, used + count - taken.count)
            taken.append(contentsOf: bytes[used..<end])
            used = end
        }
        return taken
    }

    private mutating func refill() {
        let isFilled = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { getentropy($0, buffer.count) == 0 } ?? false
        }
        // Kernels without that call have the one that the standard library makes do with.
        if !isFilled { for index in bytes.indices { bytes[index] = UInt8.random(in: .min ... .max) } }
        used = 0
    }
}
