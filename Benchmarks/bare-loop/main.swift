import Foundation

// A loop without any work of its own: it shows the kernel's cost per request at a given number of connections.

#if canImport(Glibc)
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 3, let port = UInt16(exactly: numbers[0]), numbers[1] >= 0, numbers[2] >= 0 else {
    FileHandle.standardError.write(Data("usage: bare-loop PORT BYTES-OF-CONTENT NANOSECONDS-OF-WORK\n".utf8))
    exit(2)
}
do {
    try BareLoop(port: port, contentLength: numbers[1], work: numbers[2]).run()
} catch {
    FileHandle.standardError.write(Data("bare-loop: \(error)\n".utf8))
    exit(1)
}
#else
FileHandle.standardError.write(Data("bare-loop needs epoll and Glibc, which only Linux has\n".utf8))
exit(3)
#endif
