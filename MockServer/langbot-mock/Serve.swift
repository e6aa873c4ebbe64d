import CommandLineSupport
import Foundation
import LangBotMock

/// Runs a mock until a signal stops it.
struct Serve {
    private let options: MockLangBot.Options
    private let portFile: String?
    private let seed: InputFile?
    private let faults: InputFile?
    private let script: InputFile?
    private let isQuiet: Bool
    /// The options that a new installation does not use.
    private let ignored: [String]

    init(_ command: ParsedCommand) throws(UsageError) {
        var options = MockLangBot.Options()
        options.profile = MockCommand.profile(command)
        options.host = command.value("host") ?? options.host
        options.port = try command.integer("port", in: 0...65535) ?? 5300
        options.threads = try command.integer("threads", in: 1...64)
        options.apiKey = command.value("api-key") ?? options.apiKey
        options.globalKey = command.value("global-key")
        guard options.globalKey == nil || options.profile.takesGlobalKey else {
            throw UsageError("--global-key needs a release since 4.10 or documented-4.10.7, such as --profile 4.11")
        }
        options.stateDirectory = command.value("state")
        options.hasWorldPerKey = command.flag("world-per-key")
        options.seed = try command.integer("deterministic", in: 0...Int(Int32.max)).map(UInt64.init)
        options.runtimes = try Self.runtimes(without: command.value("without"))
        options.webInterface = command.value("web-ui")
        guard options.webInterface == nil || !"\(options.profile)".hasPrefix("documented") else {
            throw UsageError("--web-ui needs a release, such as --profile 4.11")
        }
        options.callsOut = command.flag("call-out")
        options.adminToken = command.value("admin-token")
        seed = try command.value("seed").map(InputFile.init)
        faults = try command.value("faults").map(InputFile.init)
        script = try command.value("script").map(InputFile.init)
        options.resources = seed?.content
        options.isFresh = command.flag("fresh")
        ignored = ["api-key", "user", "password"].filter { options.isFresh && command.isGiven($0) }
        options.user = command.value("user") ?? options.user
        options.password = command.value("password") ?? options.password
        for (what, key) in [("API", options.apiKey), ("global", options.globalKey ?? options.apiKey)] {
            guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw UsageError("the \(what) key must consist of visible ASCII characters, without spaces")
            }
        }
        isQuiet = command.flag("quiet")
        portFile = command.value("port-file")
        if !isQuiet { options.onRequest = { line in try? StandardStream.error.write(line + "\n") } }
        self.options = options
    }

    private static func runtimes(without names: String?) throws(UsageError) -> Set<MockRuntime> {
        var runtimes = Set(MockRuntime.allCases)
        for name in names?.split(separator: ",") ?? [] {
            guard let runtime = MockRuntime(rawValue: String(name)) else {
                let known = MockRuntime.allCases.map(\.rawValue).joined(separator: " or ")
                throw UsageError("'\(name)' is not a runtime; use \(known), or both with a comma between")
            }
            runtimes.remove(runtime)
        }
        return runtimes
    }

    /// - Returns: the exit status.
    func run(until trap: SignalTrap?) async -> Int32 {
        guard let trap else { return fail("cannot wait for signals: the process has too many open files") }
        do {
            let mock = try await MockLangBot.start(options)
            do {
                if let faults { try mock.setFaults(faults.content) }
            } catch {
                await mock.stop(drain: .zero)
                return refuse(faults, error)
            }
            do {
                if let script { try mock.setScript(script.content) }
            } catch {
                await mock.stop(drain: .zero)
                return refuse(script, error)
            }
            do {
                try writePort(mock)
            } catch {
                await mock.stop(drain: .zero)
                return fail("cannot write the port file '\(portFile ?? "")': \(systemReason(error))")
            }
            announce(mock)
            await drain(mock, at: trap.signals)
        } catch let error as MockInputError {
            return refuse(seed, error)
        } catch {
            return fail("\(error)")
        }
        return 0
    }

    private struct InputFile {
        let path: String
        let content: Data

        init(_ path: String) throws(UsageError) {
            self.path = path
            do {
                // Data(contentsOf:) reads no pipes.
                let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
                content = try file.readToEnd() ?? Data()
            } catch {
                throw UsageError("cannot read the file '\(path)': \(systemReason(error))")
            }
        }
    }

    /// The first signal waits for requests in progress; another one exits at once.
    private func drain(_ mock: MockLangBot, at signals: AsyncStream<Int32>) async {
        var arriving = signals.makeAsyncIterator()
        _ = await arriving.next()
        if !isQuiet { say("finishing the requests in progress") }
        let impatience = Task {
            for await _ in signals { exit(130) }
        }
        await mock.stop()
        impatience.cancel()
        if let portFile { try? FileManager.default.removeItem(atPath: portFile) }
    }

    private func writePort(_ mock: MockLangBot) throws {
        guard let portFile else { return }
        try Data("\(mock.port)\n".utf8).write(to: URL(fileURLWithPath: portFile), options: .atomic)
    }

    private struct Ready: Encodable {
        let event = "ready"
        let url: String
        /// The mock's own key; a key that was given is not repeated.
        let apiKey: String?
        let profile: String

        private enum CodingKeys: String, CodingKey {
            case event, url, profile
            case apiKey = "api_key"
        }
    }

    private func announce(_ mock: MockLangBot) {
        let url = mock.baseURL.absoluteString
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let defaults = MockLangBot.Options()
        let isAccessible = mock.hasInitialAccess
        let hasOwnKey = isAccessible && options.apiKey == defaults.apiKey
        let ready = Ready(
            url: url,
            apiKey: hasOwnKey ? mock.apiKey : nil,
            profile: options.profile.description
        )
        if let line = try? encoder.encode(ready) {
            try? StandardStream.output.write(String(decoding: line, as: UTF8.self) + "\n")
        }
        guard !isQuiet else { return }
        say("LangBot (\(options.profile)) at \(url); Ctrl-C stops it")
        guard !mock.isUntouched else {
            for name in ignored { say("with '--fresh', '--\(name)' has no effect") }
            say("a new installation: POST /api/v1/user/init makes the account, POST /api/v1/apikeys a key")
            return
        }
        guard isAccessible else { return say("using the keys and accounts of the saved state") }
        let key = hasOwnKey ? mock.apiKey : "$LANGBOT_API_KEY"
        let password = options.password == defaults.password ? options.password : "that was given"
        say("API key \(hasOwnKey ? key : "as given"), account \(mock.user) with password \(password)")
        say("try: curl -H \"X-API-Key: \(key)\" \(url)/api/v1/platform/bots")
    }

    private func say(_ text: String) {
        try? StandardStream.error.write("langbot-mock: \(text)\n")
    }

    /// Says what is wrong with a file.
    private func refuse(_ file: InputFile?, _ error: any Error) -> Int32 {
        say("'\(file?.path ?? "")': \(error)")
        return 2
    }

    private func fail(_ reason: String) -> Int32 {
        say(reason)
        return 1
    }
}
