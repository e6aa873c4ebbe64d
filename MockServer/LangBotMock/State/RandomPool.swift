import Foundation

/// A pool of random bytes from the system, fetched in bulk because a system call takes longer than everything else in
/// creating an identifier.
struct RandomPool {
    /// The maximum that `getentropy` returns.
    private static let size = 256

    private var bytes = [UInt8](repeating: 0, count: size)
    private var used = size

    /// Returns bytes that were never returned before.
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
        // On kernels without that call, the standard library has another source.
        if !isFilled { for index in bytes.indices { bytes[index] = UInt8.random(in: .min ... .max) } }
        used = 0
    }
}
