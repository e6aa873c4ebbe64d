import Foundation
import JSONCore
import LangBotMock
import Testing

/// Packages are read without trust: what is wrong is refused, and the mock stays alive.
@Suite struct PackageTests {
    private static let preview = "/api/v1/plugins/install/local/preview"

    /// An archive that a common program deflated, with dynamic and fixed codes.
    private static let packed = """
        UEsDBBQAAAAIAAAAIVzBM7c4hwAAAK0AAAANAAAAbWFuaWZlc3QueWFtbDWNwQqDMBBE7/mK/YAges1XCKW9lm1cajDZBLMRRfz3\
        LkJvM8ObGSzhRWsNmR1sg1kCTw7G2L6BTSLBCQUdnNhkzqsDtMCYyEFBv9BkYfuXh67vegsRPxS1QPx+PnTpxq7L1EJeY59TyUws\
        VY3GtJNvcg+c5dCPW6DMDhIG7sphAUX0eVT6B1BLAwQUAAAACAAAACFcWnFXaA4AAAAOAAAABwAAAG1haW4ucHlLzkksLlYIsFIo\
        ANJcAFBLAwQUAAAACAAAACFc4JgDp90BAAAQCAAACQAAAFJFQURNRS5tZGWVUY7mMAiDr7JHaAgh6X3mfaV9mevP6PcXyWifUFsS\
        jG3o999/X/H++f4Nuz5hjk8Y8xOWXo6llK2XSonpT6/CVEroKfVUqeMK59E5hanq4+iA8vVpq2rpkq2MWn5Mn14hoZEIx7X07ejm\
        kZ5CP1Vep2hEKanjG1bK++FmBcdzqWwcwp0XhqUz/FZdtFT+8QS9iqexL1bmcYbfchpTocL5o6GzXd8J7/TSWwe/vh3Vi3Qpm64w\
        jY+2iuuq3RJztYzZiKZ/pUQ5u8dr4qzXfYBFZtMae7/hLWY0T73ecE232PlfKQgtF4CzsdxfCUieRpsCdABdetsIN1u4Xj/mDES5\
        I5huEGaJcriLm982Z3hhbZeFA5fn7VeDFlKyacACYAiDcUXVLkyj+07Q46xC50wHH158OMOsFJSb5bXBhRMv2OUo0+d6uWa7+St9\
        yCbkDTMnlmYbRLOyiwJsOGa+sy0/huoyUO5lCIRVVsZoSxYxkYh61+6Pa3oHbzraJIAlvK3dbEnm3TWzETqdFfQYrzvxbunHCObd\
        NSItODlIcNf/8gGBlbRT2ANwrI4Cf7qMXEVTPJ1mwtNmrf3ustUJb6Ya4mhzBDyqgav9mmi7kYsHjkuzmvj3n9OVvSvvB1BLAwQU\
        AAAACAAAACFcbUiDngQAAAACAAAADgAAAGFzc2V0cy9vbmUudHh0S0wCAFBLAQIUAxQAAAAIAAAAIVzBM7c4hwAAAK0AAAANAAAA\
        AAAAAAAAAACkAQAAAABtYW5pZmVzdC55YW1sUEsBAhQDFAAAAAgAAAAhXFpxV2gOAAAADgAAAAcAAAAAAAAAAAAAAKQBsgAAAG1h\
        aW4ucHlQSwECFAMUAAAACAAAACFc4JgDp90BAAAQCAAACQAAAAAAAAAAAAAApAHlAAAAUkVBRE1FLm1kUEsBAhQDFAAAAAgAAAAh\
        XG1Ig54EAAAAAgAAAA4AAAAAAAAAAAAAAKQB6QIAAGFzc2V0cy9vbmUudHh0UEsFBgAAAAAEAAQA4wAAABkDAAAAAA==
        """

    @Test func deflatedEntriesAreRead() async throws {
        try await withPluginMock(.v4_11) { client throws in
            let package = Array(try #require(Data(base64Encoded: Self.packed)))
            let shown = try await client.upload(Self.preview, "packed.lbpkg", package)
            #expect(shown.data?["metadata"]?["name"] == "packed" && shown.data?["file_count"] == 4)
            let user = try await client.signedIn()
            let started = try await client.upload("/api/v1/plugins/install/local", "packed.lbpkg", package)
            #expect(try await client.ended(started, user)["runtime"]?["exception"] == .null)
            let readme = try await client.send("GET", "/api/v1/plugins/a/packed/readme").data?["readme"]?.stringValue
            #expect(readme?.utf8.count == 2064)
            #expect(
                readme?.hasPrefix("word29 word76 word31") == true && readme?.hasSuffix("word26 word49 word17") == true
            )
        }
    }

    typealias Change = @Sendable (inout [PackageBuilder.Entry]) -> Void

    static let wrong: [(String, Change)] = [
        ("manifest.yaml is required", { $0.removeFirst() }),
        ("Plugin archive entry escapes the archive root: ../x", { $0[1].name = "../x" }),
        ("Plugin archive entry escapes the archive root: /x", { $0[1].name = "/x" }),
        ("Plugin archive entry uses a drive letter: c:/x", { $0[1].name = "c:/x" }),
        ("Plugin archive contains a duplicate entry: MAIN.py", { $0[2].name = "MAIN.py" }),
        ("Plugin archive entry exceeds the compression-ratio limit: README.md", { $0[2].size = 1_000_000 }),
        ("Plugin archive entry exceeds the size limit: README.md", { $0[2].size = 17 << 20 }),
        ("Bad CRC-32 for file 'manifest.yaml'", { $0[0].checksum = 1 }),
        ("File name in directory 'manifest.yaml' and header differ.", { $0[0].nameInHeader = "manifest.yml" }),
        ("Plugin manifest must be an object", { $0[0].content = Array("- a\n".utf8) }),
        (
            "Plugin archive contains too many entries",
            { entries in entries += (0..<520).map { PackageBuilder.Entry(name: "\($0)", content: []) } }
        ),
    ]

    @Test(arguments: wrong.indices)
    func aWrongPackageIsRefusedWithItsReason(_ index: Int) async throws {
        try await withPluginMock(.v4_11) { client throws in
            let (message, change) = Self.wrong[index]
            let package = PackageBuilder.plugin().with(change).bytes
            let answer = try await client.upload(Self.preview, "x.lbpkg", package)
            #expect(answer.status == 400 && answer.message == message)
            #expect(try await client.send("GET", "/api/v1/plugins").data == ["plugins": []])
        }
    }

    @Test func damagedPackagesNeverEndTheMock() async throws {
        var random = Seeded(state: 11)
        let packed = Array(try #require(Data(base64Encoded: Self.packed)))
        try await withPluginMock(.v4_11) { client throws in
            for round in 0..<300 {
                var package = round % 2 == 0 ? packed : PackageBuilder.plugin().bytes
                for _ in 0..<(1 + round % 5) {
                    package[Int.random(in: package.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if round % 7 == 0 { package.removeLast(Int.random(in: 1..<package.count, using: &random)) }
                let shown = try await client.upload(Self.preview, "x.lbpkg", package)
                #expect([200, 400, 500].contains(shown.status))
                let skill = try await client.upload("/api/v1/skills/install/upload/preview", "x.zip", package)
                #expect([400, 500].contains(skill.status))
            }
            #expect(try await client.send("GET", "/api/v1/plugins").status == 200)
        }
    }

    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }
}
