import JSONCore
package import LangBotContract

/// The sentences that checks cite; `Data/quotations.json` has document, place and words of each.
package enum Quotation: String, CaseIterable, Sendable {
    case methodOne, methodTwo, eitherMethod, userToken, onlyTwoMethods, blanket, sameEndpoints, unauthorized
    case invalidKey, notFound, internalError, listAll, manageKeys, logIn, rotateKeys, descriptiveNames, createBot
    case sortParameters, botLogs, updateModel, modelMembers, extensions, secretShownOnce, scopes, providers
    case fieldNames, fieldWhitespace, duplicateFields, dateField, trailers, contentType, methodCase, headMethod
    case optionsMethod, idempotent, scheme, credentials, proxyAuthorization, stateless, badRequest, challenge
    case notFoundStatus, notAllowed, mediaType, notImplemented, longFields, invalidCharacters, headFields
    case expectation, targetTooLong, contentTooLarge, versionNotSupported, percentEncoding, bareCR, messageGrammar
    case host, absoluteForm, spaceBeforeColon, obsFold, transferCoding, lengthAndCoding, contentLength, pipelining
    case sharedCaches, bearerSyntax, bearerBody, bearerQuery, oneMethod, noErrorCode, jsonText, jwtAlgorithms
    case jwtValidation, jwtAlgorithmVerification, jwtExpiry, preflight, nonWildcard, wildcardCredentials, exposure
    case errorDetails, discrepancy, sessionExpiration, injection, pathTraversal, authenticationBypass, race
    case success, schemas, dateTimes, partialUpdate, freeForm, uniqueNames, browserCache, corsReflection
    case resourceConsumption, lockout, openRedirect, responseSplitting, entropy, mimeSniffing

    private static let all = try? JSONValue(parsing: PackageResources.quotations_json)

    /// The sentence in its document.
    package var source: Source {
        let row = Self.all?[rawValue]?.arrayValue?.compactMap(\.stringValue) ?? []
        guard row.count == 3, let document = Source.Document(row[0]) else {
            preconditionFailure("quotations.json has no complete row '\(rawValue)'")
        }
        return Source(document, row[1], row[2])
    }
}

extension Source.Document {
    /// The document with the given description.
    fileprivate init?(_ description: String) {
        let identifier = String(description.drop { !$0.isNumber })
        let number = Int(identifier) ?? 0
        let documents: [Self] = [.apiKeyGuide, .openAPI, .fetch, .rfc(number), .cwe(number), .release(identifier)]
        guard let document = documents.first(where: { $0.description == description }) else { return nil }
        self = document
    }
}
