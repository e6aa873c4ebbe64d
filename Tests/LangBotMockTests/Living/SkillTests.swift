import JSONCore
import LangBotMock
import Testing

/// Skills are made, changed, uploaded and deleted, with revisions since 4.11.
@Suite struct SkillTests {
    static let releases: [MockProfile] = [.v4_10, .v4_11]
    private static let draft: JSONValue = [
        "name": "tidy", "display_name": "Tidy", "description": "Tidies: all", "instructions": "Be tidy.",
    ]

    @Test(arguments: releases)
    func aSkillLives(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let made = try await client.send("POST", "/api/v1/skills", Self.draft).data?["skill"]
            #expect(made?["description"] == "Tidies: all" && made?["instructions"] == "Be tidy.")
            let again = try await client.send("POST", "/api/v1/skills", Self.draft)
            #expect(again.status == 400 && again.message?.hasSuffix("Skill with name \"tidy\" already exists") == true)
            let revision = made?["revision"] ?? ""
            let note: JSONValue = ["content": "note", "base_revision": revision]
            let written = try await client.send("PUT", "/api/v1/skills/tidy/files/notes/a.txt", note)
            #expect(written.data?["bytes_written"] == 4)
            let file = try await client.send("GET", "/api/v1/skills/tidy/files/notes/a.txt")
            #expect(file.data?["content"] == "note")
            let list = try await client.send("GET", "/api/v1/skills/tidy/files").data?["entries"]
            #expect(list?[1]?["is_dir"] == true && list?[1]?["size"] == .null)
            let folder = try await client.send("GET", "/api/v1/skills/tidy/files?path=notes").data
            #expect(folder?["base_path"] == "notes" && folder?["entries"]?[0]?["path"] == "notes/a.txt")
            for path in ["..%2F..%2Fx", "..%2Fx", "notes%2F..%2F..%2Fx"] {
                let refused = try await client.send("GET", "/api/v1/skills/tidy/files/\(path)")
                #expect(refused.status == 400)
                #expect(refused.message?.hasSuffix("path must stay within the skill package root") == true)
            }
            #expect(try await client.send("DELETE", "/api/v1/skills/tidy").data == .null)
            #expect(try await client.send("GET", "/api/v1/skills/tidy").status == 404)
            #expect(try await client.send("DELETE", "/api/v1/skills/tidy").status == 400)
        }
    }

    @Test func changesNameTheRevisionThatTheyAreBasedOn() async throws {
        try await withPluginMock(.v4_11) { client throws in
            let made = try await client.send("POST", "/api/v1/skills", Self.draft).data?["skill"]
            let first = try #require(made?["revision"]?.stringValue)
            let none = try await client.send("PUT", "/api/v1/skills/tidy", ["instructions": "x"])
            #expect(none.status == 409)
            #expect(none.message == "Updating Skill \"tidy\" requires base_revision (current \(first))")
            let changed = try await client.send(
                "PUT",
                "/api/v1/skills/tidy",
                ["instructions": "x", "base_revision": .string(first)]
            )
            let second = changed.data?["skill"]?["revision"]?.stringValue
            #expect(changed.status == 200 && second != first)
            let late = try await client.send(
                "PUT",
                "/api/v1/skills/tidy/files/a",
                ["content": "x", "base_revision": .string(first)]
            )
            #expect(late.status == 400 && late.message?.contains("changed since the draft was created") == true)
        }
    }

    @Test(arguments: releases)
    func uploadsArePreviewedAndInstalled(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let document = "---\nname: %\ndescription: Greets.\n---\n\nSay hello.\n"
            let one = PackageBuilder(["greet/SKILL.md": document.replacing("%", with: "greet")]).bytes
            let path = "/api/v1/skills/install/upload"
            let shown = try await client.upload("\(path)/preview", "greet.zip", one).data?["skills"]
            #expect(shown?[0]?["source_path"] == "" && shown?[0]?["entry_file"] == "SKILL.md")
            #expect(try await client.upload(path, "greet.zip", one).data?["skills"]?[0]?["name"] == "greet")
            let isLatest = "\(profile)" == "4.11.2"
            let kept = try await client.send("GET", "/api/v1/skills/greet/files/SKILL.md").data?["content"]?.stringValue
            #expect(kept?.contains("display_name: greet\n") == isLatest)
            let again = try await client.upload(path, "greet.zip", one)
            #expect(again.status == 400)
            let words = isLatest ? "Skill with name \"greet\" already exists" : "/greet-upload"
            #expect(again.message?.hasSuffix(words) == true)

            let two = PackageBuilder([
                "a/SKILL.md": document.replacing("%", with: "first"),
                "b/SKILL.md": document.replacing("%", with: "second"), "b/x/SKILL.md": "inner",
            ]).bytes
            let many = try await client.upload(path, "two.zip", two)
            #expect(many.message?.hasSuffix("Please choose one or more source_paths: a, b") == true)
            let chosen = try await client.upload(path, "two.zip", two, values: [("source_paths", "b")])
            #expect(chosen.data?["skills"]?[0]?["name"] == "second")
            let wrong = try await client.upload(path, "two.zip", two, values: [("source_paths", "c")])
            #expect(wrong.message?.hasSuffix("Invalid source_path \"c\". Available: a, b") == true)

            for (package, message) in [
                (Array("x".utf8), "Uploaded file must be a valid .zip archive"), ([], "Uploaded file is empty"),
                (PackageBuilder(["../SKILL.md": "x"]).bytes, "Archive contains an unsafe path: ../SKILL.md"),
                (
                    PackageBuilder(["SKILL.md": "x"]).with { $0[0].attributes = 0o120777 << 16 }.bytes,
                    "Archive contains a symbolic link: SKILL.md"
                ),
                (
                    PackageBuilder(["SKILL.md": "x"]).with { $0[0].size = 1 << 20 }.bytes,
                    "Archive entry exceeds the compression ratio limit: SKILL.md"
                ),
            ] {
                let refused = try await client.upload(path, "x.zip", package)
                #expect(refused.status == 400 && refused.message?.hasSuffix(message) == true, "\(message)")
            }
        }
    }

    @Test(arguments: releases)
    func anArchiveWithoutASkillIsNamedAsItWasUnpacked(profile: MockProfile) async throws {
        try await withPluginMock(profile) { client throws in
            let path = "/api/v1/skills/install/upload"
            for folder in ["", "/deep"] {
                let name = folder.isEmpty ? "a.md" : "deep/a.md"
                let package = PackageBuilder([name: "x"]).bytes
                for (place, occasion) in [(path, "upload"), ("\(path)/preview", "preview")] {
                    let refused = try await client.upload(place, "x.zip", package)
                    let text = /No SKILL\.md found in \/tmp\/langbot(?:_box)?_skill_(\w+)_\w{8}\/extracted(.*) or its/
                    let match = try #require(refused.message?.firstMatch(of: text))
                    #expect(match.1 == occasion && match.2 == folder)
                }
            }
        }
    }

    @Test func withoutASandboxOnlyLaterReleasesKeepSkills() async throws {
        try await withPluginMock(.v4_10, runtimes: []) { client throws in
            #expect(try await client.send("POST", "/api/v1/skills", Self.draft).status == 400)
        }
        try await withPluginMock(.v4_11, runtimes: []) { client throws in
            #expect(try await client.send("POST", "/api/v1/skills", Self.draft).status == 200)
        }
    }
}
