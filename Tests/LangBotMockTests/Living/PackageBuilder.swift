import HTTPCore
import JSONCore
import LangBotMock

/// Makes ZIP archives of stored entries, also wrong ones.
struct PackageBuilder {
    struct Entry {
        var name: String
        var content: [UInt8]
        var checksum: UInt32?
        var size: Int?
        var nameInHeader: String?
        var attributes: UInt32 = 0o644 << 16
    }

    var entries: [Entry] = []

    init(_ files: KeyValuePairs<String, String>) {
        entries = files.map { Entry(name: $0.key, content: Array($0.value.utf8)) }
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = bytes.count
            let checksum = entry.checksum ?? Self.checksum(entry.content)
            let sizes =
                Self.little(UInt32(entry.content.count), 4) + Self.little(UInt32(entry.size ?? entry.content.count), 4)
            let name = Array(entry.name.utf8)
            let local = Array((entry.nameInHeader ?? entry.name).utf8)
            let common = Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
            bytes += Self.little(0x0403_4B50, 4) + common + Self.little(checksum, 4) + sizes
            bytes += Self.little(UInt32(local.count), 2) + Self.little(0, 2) + local + entry.content
            directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common + Self.little(checksum, 4) + sizes
            directory += Self.little(UInt32(name.count), 2) + Self.little(0, 8) + Self.little(entry.attributes, 4)
            directory += Self.little(UInt32(offset), 4) + name
        }
        let start = bytes.count
        bytes += directory
        let count = Self.little(UInt32(entries.count), 2)
        bytes += Self.little(0x0605_4B50, 4) + Self.little(0, 4) + count + count
        return bytes + Self.little(UInt32(directory.count), 4) + Self.little(UInt32(start), 4) + Self.little(0, 2)
    }

    private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) : 0 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
    }

    /// A plugin with one tool and one page.
    static func plugin(_ name: String = "clock", version: String = "1.0.0", class: String = "Clock") -> PackageBuilder {
        PackageBuilder([
            "manifest.yaml": """
            apiVersion: v1
            kind: Plugin
            metadata:
              author: acme
              name: \(name)
              version: \(version)
              label: {en_US: Clock, zh_Hans: 时钟}
              icon: assets/icon.svg
            spec:
              config:
                - name: zone
                  type: string
                  default: UTC
              components:
                Tool: {fromDirs: [{path: components/tools/}]}
                Page: {fromDirs: [{path: components/pages/, maxDepth: 2}]}
            execution: {python: {path: main.py, attr: Clock}}
            """,
            "main.py": "class \(`class`):\n    pass\n",
            "README.md": "# Clock\n",
            "readme/README_zh_Hans.md": "# 时钟\n",
            "assets/icon.svg": "<svg/>",
            "components/tools/now.yaml": """
            apiVersion: v1
            kind: Tool
            metadata: {name: now, label: {en_US: Now}, description: {en_US: The time.}}
            spec: {parameters: {type: object, properties: {}}, llm_prompt: Tells the time.}
            execution: {python: {path: now.py, attr: Now}}
            """,
            "components/tools/now.py": "class Now: pass\n",
            "components/pages/dial/dial.yaml": """
            apiVersion: v1
            kind: Page
            metadata: {name: dial, label: {en_US: Dial}}
            spec: {path: index.html}
            execution: {python: {path: dial.py, attr: Dial}}
            """,
            "components/pages/dial/dial.py": "class Dial: pass\n",
            "components/pages/dial/index.html": "<h1>Dial</h1>",
        ])
    }

    /// A plugin with a runner that has these fields.
    static func runner(_ name: String, version: String = "1.0.0", fields: [String]) -> PackageBuilder {
        let config = fields.map { "{name: \($0), type: string}" }.joined(separator: ", ")
        return PackageBuilder([
            "manifest.yaml": """
            apiVersion: v1
            kind: Plugin
            metadata: {author: langbot-team, name: \(name), version: \(version), label: {en_US: Runner}}
            spec:
              config: []
              components:
                Runner: {fromDirs: [{path: components/runner/}]}
            execution: {python: {path: main.py, attr: Main}}
            """,
            "main.py": "class Main:\n    pass\n",
            "components/runner/default.yaml": """
            apiVersion: v1
            kind: Runner
            metadata: {name: default, label: {en_US: Runner}}
            spec: {usages: [agent], config: [\(config)]}
            execution: {python: {path: default.py, attr: Default}}
            """,
            "components/runner/default.py": "class Default:\n    pass\n",
        ])
    }

    /// The same plugin without its page, for releases that have no pages.
    static func oldPlugin(_ name: String = "clock", version: String = "1.0.0") -> PackageBuilder {
        var package = plugin(name, version: version)
        package.entries.removeAll { $0.name.contains("pages") }
        return package
    }

    func with(_ change: (inout [Entry]) -> Void) -> PackageBuilder {
        var package = self
        change(&package.entries)
        return package
    }
}

extension MockClient {
    /// Sends bytes as a file in a form.
    func upload(
        _ path: String,
        _ name: String,
        _ content: [UInt8],
        _ credential: (String, String) = key,
        values: [(String, String)] = []
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (field, value) in values {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\""
        body += Array("--b\r\n\(head)\r\nContent-Type: application/zip\r\n\r\n".utf8) + content
        body += Array("\r\n--b--\r\n".utf8)
        var request = HTTPRequest(.post, path, body: body)
        request.fields.append("Host", "127.0.0.1")
        request.fields.append(credential.0, credential.1)
        request.fields.append("Content-Type", "multipart/form-data; boundary=b")
        request.fields.append("Content-Length", String(body.count))
        let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: mock.port, timeout: patience)
        defer { connection.close() }
        try await connection.send(request.bytes, timeout: patience)
        let response = try await connection.answer(to: .post, timeout: patience).response
        return Answer(response: response, json: try? JSONValue(parsing: response.body))
    }

    /// The credential of the account that every mock has.
    func signedIn() async throws -> (String, String) { ("Authorization", "Bearer \(try await signIn())") }

    /// A task once it has ended, as a user sees it.
    func ended(_ started: Answer, _ credential: (String, String)) async throws -> JSONValue {
        guard let id = started.data?["task_id"]?.integerValue else { return .null }
        while true {
            let task = try await send("GET", "/api/v1/system/tasks/\(id)", [credential]).data ?? .null
            if task["runtime"]?["done"] != false { return task }
            await Task.yield()
        }
    }
}

/// Runs `body` with a mock of a profile, with all runtimes unless some are named.
func withPluginMock(
    _ profile: MockProfile,
    runtimes: Set<MockRuntime> = Set(MockRuntime.allCases),
    _ body: (MockClient) async throws -> Void
) async throws {
    var options = MockLangBot.Options()
    options.profile = profile
    options.runtimes = runtimes
    try await withMock(options, body)
}
