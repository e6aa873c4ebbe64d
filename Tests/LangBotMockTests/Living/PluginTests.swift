import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// Plugins are installed from packages, and seen everywhere until they are deleted.
@Suite struct PluginTests {
    static let releases: [MockProfile] = [.v4_5, .v4_6, .v4_8, .v4_9, .v4_10, .v4_11]
    static let withPages: [MockProfile] = [.v4_9, .v4_10, .v4_11]
    private static let local = "/api/v1/plugins/install/local"

    @Test(arguments: releases)
    func aPluginIsInstalledShownAndDeleted(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            let package = PackageBuilder.oldPlugin().bytes
            let task = try await client.ended(client.upload(Self.local, "clock.lbpkg", package, user), user)
            #expect(task["runtime"]?["exception"] == .null)
            #expect(
                task["task_context"]?["current_action"]
                    == ("\(profile)" == "4.10.11" ? "default" : "plugin installed")
            )
            var list: JSONValue?
            // Before 4.8, a plugin runs some time after its installation.
            repeat {
                list = try await client.send("GET", "/api/v1/plugins", [user]).data?["plugins"]
            } while list == []
            #expect(list?[0]?["manifest"]?["manifest"]?["metadata"]?["name"] == "clock")
            #expect(list?[0]?["components"]?[0]?["manifest"]?["rel_path"] == "components/tools/now.yaml")
            let icon = try await client.send("GET", "/api/v1/plugins/acme/clock/icon", [])
            #expect(icon.field("content-type") == "image/svg+xml" && icon.response.body == Array("<svg/>".utf8))

            let removed = try await client.send("DELETE", "/api/v1/plugins/acme/clock?delete_data=true", [user])
            #expect(try await client.ended(removed, user)["task_context"]?["current_action"] == "plugin removed")
            #expect(try await client.send("GET", "/api/v1/plugins/acme/clock", [user]).status == 404)
            #expect(try await client.ended(removed, user)["runtime"]?["exception"] == .null)
            let again = try await client.send("DELETE", "/api/v1/plugins/acme/clock", [user])
            #expect(
                try await client.ended(again, user)["runtime"]?["exception"]?.stringValue?.contains("acme/clock")
                    == true
            )
        }
    }

    @Test(arguments: withPages)
    func pagesAssetsAndReadmesComeFromThePackage(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            let package = PackageBuilder.plugin().bytes
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", package, user), user)
            let plugin = try await client.send("GET", "/api/v1/plugins/acme/clock", [user]).data?["plugin"]
            let page = plugin?["manifest"]?["manifest"]?["spec"]?["pages"]?[0]
            #expect(page?["path"] == "components/pages/dial/index.html")
            let root = "/api/v1/plugins/acme/clock"
            let html = try await client.send("GET", "\(root)/assets/components/pages/dial/index.html", [])
            #expect(html.response.body == Array("<h1>Dial</h1>".utf8))
            for path in ["none.txt", "..%2Fmain.py", "components/tools/now.py"] {
                let missing = try await client.send("GET", "\(root)/assets/\(path)", [])
                #expect(missing.status == 404 && missing.response.body == Array("Asset not found".utf8), "\(path)")
            }
            let readme = try await client.send("GET", "\(root)/readme?language=zh_Hans", [user])
            #expect(readme.data == ["readme": "# 时钟\n"])
            let other = try await client.send("GET", "\(root)/readme?language=fr_FR", [user])
            #expect(other.data == ["readme": "# Clock\n"])
            let call: JSONValue = ["page_id": "dial", "endpoint": "/x", "method": "put", "body": [1]]
            let answer = try await client.send("POST", "\(root)/page-api", [user], body: call.description)
            #expect(answer.data?["method"] == "PUT" && answer.data?["body"] == [1])
            for (page, endpoint, message) in [
                ("", "/x", "page_id is required"), ("no", "/x", "Page 'no' not found"),
                ("dial", "x", "invalid endpoint"),
                ("dial", "/../x", "invalid endpoint"),
            ] {
                let call: JSONValue = ["page_id": .string(page), "endpoint": .string(endpoint)]
                let refused = try await client.send("POST", "\(root)/page-api", [user], body: call.description)
                #expect(refused.status == 400 && refused.message == message)
            }
        }
    }

    @Test(arguments: [MockProfile.v4_10, .v4_11])
    func secretsOfConfigurationsAreMaskedAndKept(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            let package = PackageBuilder.plugin().bytes
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", package, user), user)
            let path = "/api/v1/plugins/acme/clock/config"
            let config: JSONValue = ["zone": "UTC", "apiToken": "s3cret", "nested": ["client_key": ["a", ""]]]
            #expect(try await client.send("PUT", path, config).data == [:])
            let shown: JSONValue = [
                "config": ["zone": "UTC", "apiToken": "***", "nested": ["client_key": ["***", ""]]]
            ]
            #expect(try await client.send("GET", path).data == shown)
            #expect(try await client.send("PUT", path, ["apiToken": "***", "zone": "CET"]).status == 200)
            #expect(try await client.send("GET", path).data == ["config": ["apiToken": "***", "zone": "CET"]])
            let next = PackageBuilder.plugin(version: "1.1.0").bytes
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", next, user), user)
            #expect(try await client.send("GET", path).data == ["config": ["apiToken": "***", "zone": "CET"]])
            let lost = try await client.send("PUT", path, ["other_secret": "***"])
            #expect(lost.status == 400 && lost.message == "Masked plugin secret has no existing value")
        }
    }

    @Test(arguments: releases)
    func whatCannotBeInstalledFailsInItsTask(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            let unnamed = PackageBuilder(["main.py": "x = 1\n"]).bytes
            for package in [Array("no zip".utf8), [], unnamed, Array(PackageBuilder.plugin().bytes.dropLast(30))] {
                let task = try await client.ended(client.upload(Self.local, "x.lbpkg", package, user), user)
                #expect(task["runtime"]?["exception"]?.stringValue != nil)
            }
            let broken = PackageBuilder.oldPlugin().with { $0[1].content = Array("raise OSError()".utf8) }
            let task = try await client.ended(client.upload(Self.local, "x.lbpkg", broken.bytes, user), user)
            let waits = Self.withPages.contains { "\($0)" == "\(profile)" }
            #expect((task["runtime"]?["exception"] != .null) == waits)
            #expect(try await client.send("GET", "/api/v1/plugins/acme/clock", [user]).status == 404)
        }
    }

    @Test(arguments: releases)
    func onlyComponentsOfKnownKindsAreStarted(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            // The class of the runner is missing.
            let package = PackageBuilder.runner("plain", fields: []).with { $0[3].content = [] }
            let task = try await client.ended(client.upload(Self.local, "x.lbpkg", package.bytes, user), user)
            let knowsRunners = "\(profile)" == "4.11.2"
            #expect((task["runtime"]?["exception"] == .null) != knowsRunners)
            if knowsRunners { return }
            var list: JSONValue?
            repeat {
                list = try await client.send("GET", "/api/v1/plugins", [user]).data?["plugins"]
            } while list == []
            #expect(list?[0]?["components"]?[0]?["manifest"]?["manifest"]?["kind"] == "Runner")
        }
    }

    @Test func thePipelineOfANewBotHasTheInstalledRunner() async throws {
        try await withPluginMock(.v4_11) { client throws in
            let user = try await client.signedIn()
            let package = PackageBuilder.runner("LocalAgent", fields: ["model"]).bytes
            _ = try await client.ended(client.upload(Self.local, "x.lbpkg", package, user), user)
            let bot: JSONValue = ["name": "b", "adapter": "telegram", "adapter_config": ["token": "1:a"]]
            #expect(try await client.send("POST", "/api/v1/platform/bots", bot).status == 200)
            let pipelines = try await client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue ?? []
            let runners = pipelines.map { $0["config"]?["ai"]?["runner"]?["id"] }
            #expect(runners == ["plugin:langbot-team/LocalAgent/default"])
        }
    }

    @Test(arguments: releases)
    func anAbsentPluginHasAnEmptyIconOrNone(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let icon = try await client.send("GET", "/api/v1/plugins/acme/clock/icon", [])
            let isEmpty = !["4.10.11", "4.11.2"].contains("\(profile)")
            #expect(icon.status == (isEmpty ? 200 : 500))
            if isEmpty { #expect(icon.response.body.isEmpty) }
        }
    }

    @Test(arguments: releases)
    func aMarketplaceThatIsNotReachedFailsAsTheNetworkDoes(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let user = try await client.signedIn()
            let body: JSONValue = ["plugin_author": "a", "plugin_name": "b", "plugin_version": "1"]
            let path = "/api/v1/plugins/install/marketplace"
            let task = try await client.ended(client.send("POST", path, [user], body: body.description), user)
            #expect(task["runtime"]?["exception"]?.stringValue?.hasSuffix("Name or service not known") == true)
            if "\(profile)" == "4.9.7" {
                let partial = #"{"plugin_author": "a", "plugin_name": "b"}"#
                let lacking = try await client.ended(client.send("POST", path, [user], body: partial), user)
                #expect(lacking["runtime"]?["exception"] == "ActionCallError: KeyError: 'plugin_version'")
            }
            client.mock.script { When(.task, "plugin-install-*").fail(500, "Disk full") }
            let other = try await client.ended(client.send("POST", path, [user], body: body.description), user)
            #expect(other["runtime"]?["exception"] == "Disk full")
        }
    }

    /// What a subcommand says is in its program.
    @Test func aCommandAnswersWhatItsProgramSays() async throws {
        let package = PackageBuilder([
            "manifest.yaml": """
            apiVersion: v1
            kind: Plugin
            metadata: {author: acme, name: clock, version: 1.0.0, label: {en_US: Clock}}
            spec:
              components:
                Command: {fromDirs: [{path: components/commands/}]}
            execution: {python: {path: main.py, attr: Clock}}
            """,
            "main.py": "class Clock:\n    pass\n",
            "components/commands/clock.yaml": """
            apiVersion: v1
            kind: Command
            metadata: {name: clock, label: {en_US: Clock}, description: {en_US: Says that it ticks.}}
            spec: {}
            execution: {python: {path: clock.py, attr: Tick}}
            """,
            "components/commands/clock.py": """
            class Tick(Command):
                async def initialize(self):
                    @self.subcommand(name="", help="Tick")
                    async def root(self, context):
                        yield CommandReturn(text="Tick.")

                    @self.subcommand(name="say", help="Repeat")
                    async def say(self, context):
                        yield CommandReturn(text="Said: " + " ".join(context.crt_params))
            """,
        ])
        try await withPluginMock(.v4_11) { client throws in
            let user = try await client.signedIn()
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", package.bytes, user), user)
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            let path = "/api/v1/pipelines/\(try #require(made.data?["uuid"]?.stringValue))/run"
            for (said, reply) in [("!clock", "Tick."), ("!clock say a b", "Said: a b"), ("!clock other", "Tick.")] {
                let answer = try await client.send("POST", path, ["message": .string(said)])
                #expect(answer.data?["reply"]?.stringValue == "[bot] \(reply)")
            }
        }
    }

    @Test func theToolsOfPluginsAreListed() async throws {
        try await withPluginMock(.v4_11) { client throws in
            let user = try await client.signedIn()
            let before = try await client.send("GET", "/api/v1/tools", [user]).data?["tools"]?.arrayValue ?? []
            let package = PackageBuilder.plugin().bytes
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", package, user), user)
            let after = try await client.send("GET", "/api/v1/tools", [user]).data?["tools"]?.arrayValue ?? []
            #expect(after.count == before.count + 1)
            let tool = try await client.send("GET", "/api/v1/tools/now", [user]).data?["tool"]
            #expect(tool?["description"] == "Tells the time." && tool?["source_id"] == "acme/clock")
            let none = try await client.send("GET", "/api/v1/tools/never", [user])
            #expect(none.status == 404 && none.message == "Tool not found: never")
            #expect(try await client.send("GET", "/api/v1/tools/exec", [user]).data?["tool"]?["source_id"] == .null)
            let extensions = try await client.send("GET", "/api/v1/extensions").data?["extensions"]
            #expect(extensions?[0]?["type"] == "plugin")
        }
    }

    @Test func pluginsAndSkillsOutliveTheProcessInASnapshot() async throws {
        try await withPluginMock(.v4_11) { client throws in
            let user = try await client.signedIn()
            let package = PackageBuilder.plugin().bytes
            _ = try await client.ended(client.upload(Self.local, "clock.lbpkg", package, user), user)
            _ = try await client.send("POST", "/api/v1/skills", ["name": "tidy", "instructions": "Tidy."])
            let state = client.mock.snapshot()
            try await withPluginMock(.v4_11) { other throws in
                try other.mock.restore(state)
                let plugins = try await other.send("GET", "/api/v1/plugins")
                #expect(plugins.data == (try await client.send("GET", "/api/v1/plugins")).data)
                #expect(try await other.send("GET", "/api/v1/skills/tidy/preview").data == ["instructions": "Tidy."])
            }
        }
    }

    /// What LangBot up to 4.9 says where it has no runtime to ask, word for word: lbctl shows it.
    @Test func withoutARuntimeReleasesFailInTheirOwnWords() async throws {
        try await withPluginMock(.v4_9, runtimes: []) { client throws in
            let words = "'PluginRuntimeConnector' object has no attribute 'handler'"
            let base: JSONValue = ["name": "Docs", "knowledge_engine_plugin_id": "somebody/engine"]
            for answer in [
                try await client.send("GET", "/api/v1/plugins/somebody/none"),
                try await client.send("GET", "/api/v1/plugins/somebody/none/config"),
                try await client.send("PUT", "/api/v1/plugins/somebody/none/config", [:]),
                try await client.send("POST", "/api/v1/knowledge/bases", base),
            ] {
                #expect(answer.status == 500)
                #expect(answer.message == words)
            }
        }
    }

    /// Plugins under development have a key for two hours.
    @Test func pluginsUnderDevelopmentHaveAKey() async throws {
        let time = Locked(Int64(1_800_000_000_000_000))
        var options = MockLangBot.Options()
        options.profile = .v4_11
        options.clock = { time.withLock { $0 } }
        try await withMock(options) { client in
            let path = "/api/v1/plugins/debug-info"
            let first = try await client.send("GET", path).data
            #expect(first?["plugin_debug_key"]?.stringValue?.count == 64)
            #expect(try await client.send("GET", path).data == first)
            time.withLock { $0 += 7_200_000_000 }
            #expect(try await client.send("GET", path).data?["plugin_debug_key"] != first?["plugin_debug_key"])
        }
    }
}
