import JSONCore
import LangBotContract

extension Behaviour {
    /// The wizard of the first sign-in.
    var wizard: [OperationID: Handler] {
        [
            "system.wizard.completed": { world, call throws(DomainError) in
                let status = try leniently(call)["status"] ?? "completed"
                guard let name = status.stringValue, ["completed", "skipped"].contains(name) else {
                    throw .refused(status: 400, code: 400, reason: "Invalid wizard status: \(PythonText.str(status))")
                }
                world.wizard.end(name)
                return [:]
            },
            "system.wizard.progress": { world, call throws(DomainError) in
                let progress = (try? call.json()) ?? .null
                world.wizard.progress = isBlank(progress) ? [:] : progress
                return [:]
            },
            "system.wizard.recommended_model": { _, _ throws(DomainError) in
                throw .failure("Cannot connect to host space.langbot.app")
            },
        ]
    }
}
