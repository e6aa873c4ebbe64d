import CommandLineSupport
import Foundation
import Testing

@Suite struct StandardStreamTests {
    private func withPipe(_ body: (_ reading: Int32, _ writing: Int32) throws -> Void) rethrows {
        var ends: [Int32] = [0, 0]
        _ = pipe(&ends)
        try body(ends[0], ends[1])
    }

    @Test func writesEverything() throws {
        try withPipe { reading, writing in
            try StandardStream(descriptor: writing).write("héllo")
            close(writing)
            let data = try FileHandle(fileDescriptor: reading, closeOnDealloc: true).readToEnd()
            #expect(data.map { String(decoding: $0, as: UTF8.self) } == "héllo")
        }
    }

    @Test func saysThatNobodyReads() {
        StandardStream.ignoreClosedPipes()
        withPipe { reading, writing in
            close(reading)
            #expect(throws: StandardStream.Closed.self) { try StandardStream(descriptor: writing).write("x") }
            close(writing)
        }
    }

    @Test func aPipeIsNoTerminal() {
        withPipe { reading, writing in
            let stream = StandardStream(descriptor: writing)
            #expect(!stream.isTerminal)
            #expect(stream.width == 80)
            #expect(!stream.usesColor(environment: [:], isForbidden: false))
            close(reading)
            close(writing)
        }
    }
}
