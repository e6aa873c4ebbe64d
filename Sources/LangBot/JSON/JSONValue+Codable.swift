public import Foundation

extension JSONValue {
    /// Parses a JSON text in UTF-8.
    ///
    /// - Throws: `LangBotError` with the code `.decoding`, which gives the offset of the byte at fault.
    public init(json: Data) throws {
        do {
            self = try JSONParser.parse(json)
        } catch {
            throw LangBotError(.decoding, detail: "\(error)", underlying: error)
        }
    }

    /// Returns the JSON text in UTF-8, with members sorted by name.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` for values that JSON cannot express, such as infinity.
    public func json() throws -> Data {
        do {
            return Data(try JSONWriter.write(self))
        } catch {
            throw LangBotError(.invalidRequest, detail: "\(error)", underlying: error)
        }
    }

    /// Decodes this value as a `Decodable` type.
    public func decoded<Value: Decodable>(
        as type: Value.Type = Value.self,
        using decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try decoder.decode(type, from: json())
    }
}

extension JSONValue: Codable {
    /// Decodes any JSON value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else if let value = try? container.decode(JSONObject.self) {
            self = .object(value)
        } else {
            self = try Self.number(in: container)
        }
    }

    private static func number(in container: any SingleValueDecodingContainer) throws -> JSONValue {
        if let value = try? container.decode(Int64.self) { return .integer(value) }
        // A decimal holds 38 digits, so integers beyond 64 bits survive.
        if let value = try? container.decode(Decimal.self), !value.isNaN {
            let text = value.description
            return JSONNumber.value(of: text, isInteger: !text.contains("."))
        }
        return .double(try container.decode(Double.self))
    }

    /// Encodes the value.
    ///
    /// A number that the encoder would round is an error.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .number(let text): try container.encode(Self.decimal(text, encoder.codingPath))
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    private static func decimal(_ text: String, _ path: [any CodingKey]) throws -> Decimal {
        guard JSONNumber.isValid(text), let value = Decimal(string: text), value.description == text else {
            throw EncodingError.invalidValue(text, .init(codingPath: path, debugDescription: "would be rounded"))
        }
        return value
    }
}
