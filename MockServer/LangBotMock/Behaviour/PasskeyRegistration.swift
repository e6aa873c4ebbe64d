import JSONCore

/// The checks of a new passkey that come before those of its signature, in LangBot's order and words.
enum PasskeyRegistration {
    /// Why a credential is refused; whatever passes these checks fails that of its signature, which the mock cannot verify.
    static func fault(_ credential: JSONValue, _ challenge: [UInt8], _ origin: String) -> String {
        var credential = credential
        if let text = credential.stringValue {
            guard let parsed = try? JSONValue(parsing: Array(text.utf8)) else {
                return "Unable to decode credential as JSON"
            }
            credential = parsed
        } else if credential.objectValue == nil {
            return PythonText.lacks("raw_id", credential)
        }
        guard let members = credential.objectValue else { return "Credential was not a JSON object" }
        guard let id = members["id"]?.stringValue else { return "Credential missing required id" }
        guard let rawID = members["rawId"]?.stringValue else { return "Credential missing required rawId" }
        guard let response = members["response"]?.objectValue else { return "Credential missing required response" }
        guard let client = response["clientDataJSON"]?.stringValue else {
            return "Credential response missing required clientDataJSON"
        }
        guard let attestation = response["attestationObject"]?.stringValue else {
            return "Credential response missing required attestationObject"
        }
        guard members["type"] == "public-key" else { return "Credential had unexpected type" }
        if let attachment = members["authenticatorAttachment"]?.stringValue,
            !["platform", "cross-platform"].contains(attachment)
        {
            return "Credential had unexpected authenticatorAttachment"
        }
        guard let raw = bytes(rawID), let data = bytes(client), bytes(attestation) != nil else {
            return "Could not parse registration credential from JSON data. See __cause__ for more info"
        }
        guard Base64URL.encode(raw) == id else { return "id and raw_id were not equivalent" }
        return fault(clientData: data, challenge, origin)
            ?? "attestationObject was malformed. See __cause__ for more info"
    }

    /// What is wrong with what the browser says that it signed.
    private static func fault(clientData: [UInt8], _ challenge: [UInt8], _ origin: String) -> String? {
        guard let members = (try? JSONValue(parsing: clientData))?.objectValue, let type = members["type"],
            let given = members["challenge"]?.stringValue.flatMap(bytes), let place = members["origin"]
        else { return "clientDataJSON was malformed. See __cause__ for more info" }
        guard type == "webauthn.create" else {
            return
                "Unexpected client data type \"\(PythonText.str(type))\", expected \"ClientDataType.WEBAUTHN_CREATE\""
        }
        guard given == challenge else { return "Client data challenge was not expected challenge" }
        guard place == .string(origin) else {
            return "Unexpected client data origin \"\(PythonText.str(place))\", expected \"\(origin)\""
        }
        return nil
    }

    /// Base64 as Python reads it, which skips what it does not know.
    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.unicodeScalars.allSatisfy(\.isASCII) else { return nil }
        return Base64URL.decode(text.prefix { $0 != "=" }.filter { $0.isLetter || $0.isNumber || "-_+/".contains($0) })
    }
}
