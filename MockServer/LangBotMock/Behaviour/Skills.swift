import JSONCore
import LangBotContract

extension Behaviour {
    private static let textLimit = 1 << 20

    var skills: [OperationID: Handler] {
        [
            "skill.list": { world, call throws(DomainError) in
                ["skills": .array(listedSkills(world, call).map { .object(shown($0, world)) })]
            },
            "skill.create": { world, call throws(DomainError) in ["skill": .object(try create(&world, call))] },
            "skill.get": { world, call throws(DomainError) in
                ["skill": .object(shown(try namedSkill(world, call), world))]
            },
            "skill.preview": { world, call throws(DomainError) in
                ["instructions": .string(try namedSkill(world, call).document.instructions)]
            },
            "skill.update": { world, call throws(DomainError) in
                guard canKeepSkills(call) else { throw .notFound(.skill) }
                let content = try PythonDictionary.members(try call.json())
                return ["skill": .object(try update(try existingSkill(world, call), content, &world, call))]
            },
            "skill.delete": { world, call throws(DomainError) in
                let skill = try existingSkill(world, call)
                world.skills[skill.name] = nil
                return .null
            },
            "skill.files.list": { world, call throws(DomainError) in
                try fileList(try existingSkill(world, call), call)
            },
            "skill.files.read": { world, call throws(DomainError) in
                let skill = try existingSkill(world, call)
                let path = try skillPath(call)
                guard let content = skill.files[path] else { throw skillFault("Skill file not found: \(path)") }
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw skillFault("Skill file \(path) is not valid UTF-8 text")
                }
                return ["content": .string(text), "path": .string(path), "skill": ["name": .string(skill.name)]]
            },
            "skill.files.write": { world, call throws(DomainError) in try write(&world, call) },
        ]
    }

    /// The skills, the one changed last first.
    func listedSkills(_ world: World, _ call: Call) -> [Skill] {
        guard canKeepSkills(call) else { return [] }
        return world.skills.values.sorted { ($1.updatedAt, $0.name) < ($0.updatedAt, $1.name) }
    }

    /// Whether there is a place for skills.
    func canKeepSkills(_ call: Call) -> Bool { traits.skillsHaveRevisions || hasSandbox(call) }

    /// - Throws: a refusal if there is no place for skills.
    func needSandbox(_ deed: String, _ call: Call) throws(DomainError) {
        guard canKeepSkills(call) else { throw .invalid(Contract.sandboxMissing(for: deed)) }
    }

    /// An error about a skill, with the prefix of the sandbox where that keeps skills.
    func skillFault(_ text: String) -> DomainError {
        .invalid(traits.skillsHaveRevisions ? text : "BoxValidationError: \(text)")
    }

    private func namedSkill(_ world: World, _ call: Call) throws(DomainError) -> Skill {
        guard canKeepSkills(call), let skill = world.skills[call.identifier] else { throw .notFound(.skill) }
        return skill
    }

    private func existingSkill(_ world: World, _ call: Call) throws(DomainError) -> Skill {
        guard canKeepSkills(call) else { throw .notFound(.skill) }
        guard let skill = world.skills[call.identifier] else {
            throw skillFault("Skill \"\(call.identifier)\" not found")
        }
        return skill
    }

    /// A skill as answers show it.
    func shown(_ skill: Skill, _ world: World) -> JSONObject {
        let document = skill.document
        let label = document.text("display_name")
        let root = Self.sandboxFolder("skills", world)
        var shown: JSONObject = [
            "created_at": .string(skill.createdAt.text + "+00:00"),
            "description": .string(document.text("description")),
            "display_name": .string(label.isEmpty ? skill.name : label),
            "instructions": .string(document.instructions), "name": .string(skill.name),
            "package_root": .string("\(root)/\(skill.folder)"),
            "updated_at": .string(skill.updatedAt.text + "+00:00"),
        ]
        if traits.skillsHaveRevisions {
            let revision = skill.revision
            shown["package_root"] = .string("\(root)/.langbot-skill-store/revisions/\(revision)/package")
            shown["revision"] = .string("sha256:\(revision)")
        }
        return shown.sortedByName()
    }

    /// A name of a skill, checked.
    func skillName(_ text: String) throws(DomainError) -> String {
        let name = trimmed(text)
        guard !name.isEmpty else { throw skillFault("Skill name is required") }
        let letters = name.filter { $0 != "-" && $0 != "_" }
        guard !letters.isEmpty, letters.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            throw skillFault("Skill name can only contain letters, numbers, hyphens and underscores")
        }
        guard name.count <= 64 else { throw skillFault("Skill name cannot exceed 64 characters") }
        return name
    }
}

/// Changes.
extension Behaviour {
    private func create(_ world: inout World, _ call: Call) throws(DomainError) -> JSONObject {
        try call.checkContent()
        let content = try call.json()
        if try PythonDictionary.lacks("name", content) { throw .invalid("Missing required field: name") }
        try needSandbox("Creating a skill", call)
        let name = try skillName(PythonText.plain(content["name"]))
        if !isBlank(content["package_root"]) {
            throw skillFault("package_root must stay within the Workspace skill root")
        }
        guard world.skills[name] == nil else { throw skillFault("Skill with name \"\(name)\" already exists") }
        let now = call.surroundings.now()
        let document = SkillDocument(
            metadata: [
                "name": .string(name), "display_name": .string(PythonText.plain(content["display_name"])),
                "description": .string(PythonText.plain(content["description"])),
            ],
            instructions: PythonText.plain(content["instructions"])
        )
        let files = ["SKILL.md": Array(document.written.utf8)]
        let skill = Skill(name: name, folder: name, files: files, createdAt: now, updatedAt: now)
        world.skills[name] = skill
        return shown(skill, world)
    }

    private func update(
        _ skill: Skill,
        _ content: JSONObject,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> JSONObject {
        try checkRevision(skill, content, refusal: DomainError.conflict)
        let name = trimmed(isBlank(content["name"]) ? skill.name : PythonText.plain(content["name"]))
        guard name == skill.name else { throw skillFault("Renaming skills is not supported") }
        if !trimmed(PythonText.plain(content["package_root"])).isEmpty {
            throw skillFault(
                traits.skillsHaveRevisions
                    ? "Updating package_root is not supported; publish a draft directory instead"
                    : "Updating package_root is not supported; recreate the skill to import a different package"
            )
        }
        var document = skill.document
        document.metadata["name"] = .string(skill.name)
        for member in ["display_name", "description"] {
            if let value = content[member] { document.metadata[member] = .string(PythonText.plain(value)) }
        }
        if let value = content["instructions"] { document.instructions = PythonText.plain(value) }
        var changed = skill
        changed.files[skill.entry] = Array(document.written.utf8)
        changed.updatedAt = call.surroundings.now()
        world.skills[skill.name] = changed
        return shown(changed, world)
    }

    private func write(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        guard let content = (try call.json()).objectValue else { throw .failure("The content is not an object") }
        let value = content["content"] ?? ""
        guard !value.isNull else { throw .invalid("Missing required field: content") }
        var skill = try existingSkill(world, call)
        guard let text = value.stringValue else { throw .failure("The content of the file is not a text") }
        guard text.utf8.count <= Self.textLimit else {
            let path = call.parameters["path"] ?? ""
            throw skillFault("Skill file \(path) exceeds the \(Self.textLimit)-byte limit")
        }
        try checkRevision(skill, content, refusal: DomainError.invalid)
        let path = try skillPath(call)
        guard path != ".", !skill.files.keys.contains(where: { $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/") })
        else { throw .failure("Is a directory: \(path)") }
        let isFull = skill.files.count >= ArchiveLimits.skill.entries * 4
        guard !isFull || skill.files[path] != nil else { throw skillFault("Skill package contains too many files") }
        guard world.packageBytes + text.utf8.count <= World.packageLimit else {
            throw .failure("[Errno 28] No space left on device")
        }
        skill.files[path] = Array(text.utf8)
        if path == skill.entry, traits.skillsHaveRevisions, try skillName(skill.document.text("name")) != skill.name {
            let name = skill.document.text("name")
            throw .invalid("Published package name \"\(name)\" does not match \"\(skill.name)\"")
        }
        if traits.skillsHaveRevisions || path == skill.entry { skill.updatedAt = call.surroundings.now() }
        world.skills[skill.name] = skill
        var answer: JSONObject = [
            "bytes_written": .integer(Int64(text.utf8.count)), "path": .string(path),
            "skill": ["name": .string(skill.name)],
        ]
        if traits.skillsHaveRevisions { answer["revision"] = .string("sha256:\(skill.revision)") }
        return .object(answer.sortedByName())
    }

    /// Refuses a change that does not name the present revision.
    private func checkRevision(
        _ skill: Skill,
        _ content: JSONObject,
        refusal: (String) -> DomainError
    ) throws(DomainError) {
        guard traits.skillsHaveRevisions else { return }
        let given = trimmed(PythonText.plain(content["base_revision"]))
        let present = "sha256:\(skill.revision)"
        guard !given.isEmpty else {
            throw refusal("Updating Skill \"\(skill.name)\" requires base_revision (current \(present))")
        }
        guard given == present else {
            throw refusal(
                "Skill \"\(skill.name)\" changed since the draft was created (base \(given), current \(present))"
            )
        }
    }
}

/// Files.
extension Behaviour {
    /// The path of a file in a skill.
    private func skillPath(_ call: Call, _ text: String? = nil) throws(DomainError) -> String {
        let path = trimmed(text ?? call.parameters["path"] ?? "")
        guard !path.hasPrefix("/") else { throw skillFault("path must be relative to the skill package root") }
        let normalized = FilePaths.normalized(path)
        guard !normalized.hasPrefix("..") else { throw skillFault("path must stay within the skill package root") }
        return normalized
    }

    private func fileList(_ skill: Skill, _ call: Call) throws(DomainError) -> JSONValue {
        let given = call.query["path"] ?? "."
        let folder = try skillPath(call, given)
        let showsHidden = call.query["include_hidden"]?.lowercased() == "true"
        let prefix = folder == "." ? "" : folder + "/"
        var names: [String: Int?] = [:]
        for (path, content) in skill.files where path.hasPrefix(prefix) {
            let rest = path.dropFirst(prefix.count)
            let name = String(rest.prefix { $0 != "/" })
            names[name] = .some(name.count == rest.count ? content.count : nil)
        }
        guard !names.isEmpty || folder == "." else { throw skillFault("Skill directory not found: \(given)") }
        let visible = names.keys.sorted().filter { showsHidden || !$0.hasPrefix(".") }
        let entries = visible.prefix(200).map { name -> JSONValue in
            let size = names[name] ?? nil
            return [
                "is_dir": .bool(size == nil), "name": .string(name), "path": .string(prefix + name),
                "size": size.map { .integer(Int64($0)) } ?? .null,
            ]
        }
        return [
            "base_path": .string(folder), "entries": .array(entries), "skill": ["name": .string(skill.name)],
            "truncated": .bool(visible.count > 200),
        ]
    }
}
