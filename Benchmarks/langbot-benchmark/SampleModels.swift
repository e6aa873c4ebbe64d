import Foundation
import LangBot

/// Models as LangBot 4.11 lists them, all of them different.
enum SampleModels {
    /// The body of a response with the given number of models.
    static func answer(_ count: Int) throws -> Data {
        let models = (0..<count).map(model)
        return try JSONValue.object(["code": 0, "msg": "ok", "data": ["models": .array(models)]]).json()
    }

    private static func model(_ number: Int) -> JSONValue {
        let provider = number % 50
        let temperature = Double(number % 20) / 10
        let length: JSONValue = number.isMultiple(of: 3) ? nil : .integer(Int64(4096 << (number % 6)))
        return [
            "uuid": uuid(number), "name": .string(name(number)), "provider_uuid": uuid(-provider),
            "provider": providerObject(provider), "abilities": number.isMultiple(of: 2) ? ["vision", "func_call"] : [],
            "context_length": length, "prefered_ranking": .integer(Int64(number % 7)),
            "extra_args": ["temperature": .double(temperature), "max_tokens": .integer(Int64(number))],
            "reasoning_capabilities": ["levels": ["provider_default"], "source": "unknown", "supported": false],
            "reasoning_config": ["level": "provider_default"], "workspace_uuid": uuid(1_000_000),
            "created_at": time(number), "updated_at": time(number + 90),
        ]
    }

    /// Names of every kind: plain, with characters that JSON escapes, and non-ASCII.
    private static func name(_ number: Int) -> String {
        switch number % 4 {
        case 0: "provider/model \"\(number)\"\n"
        case 1: "模型-\(number)"
        default: "model-\(number)-instruct"
        }
    }

    private static func providerObject(_ number: Int) -> JSONValue {
        [
            "uuid": uuid(-number), "name": .string("Provider \(number)"), "requester": "openai-chat-completions",
            "base_url": .string("https://api.provider-\(number).example/v1"), "api_keys": [.string("sk-\(number)")],
            "workspace_uuid": uuid(1_000_000), "created_at": time(number), "updated_at": time(number),
        ]
    }

    private static func uuid(_ number: Int) -> JSONValue {
        .string(String(format: "%08x-0000-4000-8000-%012x", abs(number), number < 0 ? 1 : 0))
    }

    private static func time(_ number: Int) -> JSONValue {
        .string(String(format: "2026-03-%02dT%02d:%02d:%02d", number % 28 + 1, number % 24, number % 60, number % 59))
    }
}
