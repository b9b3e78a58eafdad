// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/familytransport.h"

#include "services/wsman/names.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/xmlreader.h"

#include <QFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;

namespace {
// The relation that the files were written with.
constexpr QByteArrayView writtenFor("uuid:11111111-2222-3333-4444-555555555555");

// Which file answers; an object whose key says so is not there.
struct FileOf
{
    const Envelope &request;
    QString operator()(const Identify &) const { return u"identify"_s; }
    QString operator()(const Get &) const
    {
        if (request.target.key(u"InstanceID").toString() == "nowhere"_L1)
            return u"fault"_s;
        return request.target.className().endsWith("Job"_L1) ? u"job"_s : u"get"_s;
    }
    QString operator()(const Enumerate &) const { return u"enumerate"_s; }
    QString operator()(const Pull &) const { return u"pull"_s; }
    QString operator()(const Invoke &) const { return u"invoke"_s; }
    QString operator()(const auto &) const { return u"fault"_s; }
};
} // namespace

FamilyTransport::FamilyTransport(const QString &folder, const QString &family)
    : m_folder(folder), m_family(family)
{}

QString FamilyTransport::address() const
{
    return u"https://%1.example.test:5986/wsman"_s.arg(m_family);
}

Answer<Envelope> FamilyTransport::send(const Envelope &request, QObject *)
{
    const QByteArray bytes = writeEnvelope(request);
    m_requests.append(bytes);
    judge(bytes, request);
    return readyAnswer<Envelope>(readReply(reply(request), request));
}

QByteArray FamilyTransport::reply(const Envelope &request) const
{
    QFile file(
        u"%1/%2-%3.xml"_s.arg(m_folder, m_family, std::visit(FileOf{request}, request.body)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace(writtenFor, request.messageId.toUtf8());
}

void FamilyTransport::expect(bool right, const QString &complaint)
{
    if (!right)
        m_complaints.append(complaint);
}

void FamilyTransport::judge(const QByteArray &bytes, const Envelope &request)
{
    // All at once: what is sent is what the strictest takes.
    for (const char *blank : {"> <", ">\n", ">\r", ">\t", "<?xml", "xmlns:p=", "OptionSet",
                              "PolymorphismMode", "FaultTo", "nil="})
        expect(!bytes.contains(blank), u"sent %1"_s.arg(QLatin1StringView(blank)));
    const auto document = XmlDocument::read(bytes);
    if (!document) {
        m_complaints.append(u"not well-formed"_s);
        return;
    }
    const XmlElement header = document->root().child("Header"_L1);
    if (std::holds_alternative<Identify>(request.body)) {
        expect(!header.hasChildren(), u"Identify has headers"_s);
        return;
    }
    const bool wmi = m_family == "winrm"_L1;
    const QString uri = header.child("ResourceURI"_L1).text();
    expect(uri.startsWith(wmi ? "http://schemas.microsoft.com/wbem/wsman/1/wmi/"_L1
                              : "http://schemas.dmtf.org/wbem/wscim/1/"_L1),
           uri);
    bool uriBefore = false, nameSpaceTold = false;
    for (XmlElement part = header.firstChild(); part; part = part.next()) {
        const QString must = part.attribute(Names::soap, "mustUnderstand"_L1).value_or(QString());
        expect(must.isEmpty() || must == "true"_L1 || must == "false"_L1, u"mustUnderstand"_s);
        // One family reads the class before the selectors, and no empty element at all.
        if (part.name() == "ResourceURI"_L1)
            uriBefore = true;
        if (part.name() == "SelectorSet"_L1) {
            expect(uriBefore, u"selectors before the class"_s);
            for (XmlElement selector = part.firstChild(); selector; selector = selector.next())
                nameSpaceTold |= selector.attribute({}, "Name"_L1) == Names::nameSpaceSelector;
        }
        expect(part.name() == "Locale"_L1 || part.hasChildren() || !part.text().isEmpty(),
               u"empty %1"_s.arg(part.name()));
        if (part.name() == "MaxEnvelopeSize"_L1)
            expect(must == "true"_L1 && part.text().toInt() >= 8192, u"MaxEnvelopeSize"_s);
        if (part.name() == "OperationTimeout"_L1)
            expect(must.isEmpty(), u"OperationTimeout must be understood"_s);
        if (part.name() == "Locale"_L1)
            expect(must == "false"_L1, u"Locale must be understood"_s);
    }
    expect(nameSpaceTold != wmi, u"__cimnamespace"_s);
    for (const QLatin1StringView needed : {"To"_L1, "ReplyTo"_L1, "Action"_L1, "MessageID"_L1})
        expect(bool(header.child(Names::addressing, needed)), u"no %1"_s.arg(needed));

    // The same place, sizes and number, or the strictest server refuses the Pull.
    const QByteArray repeated = header.child("To"_L1).text().toUtf8() + '|' + uri.toUtf8() + '|'
        + header.child("MaxEnvelopeSize"_L1).text().toUtf8();
    const XmlElement body = document->root().child("Body"_L1).firstChild();
    const QByteArray page = repeated + '|' + body.child("MaxElements"_L1).text().toUtf8();
    if (std::holds_alternative<Enumerate>(request.body)) {
        m_enumerate = page;
        expect(!request.target.isInstance(), u"keys on Enumerate"_s);
        expect(bool(body.child("OptimizeEnumeration"_L1)), u"not optimized"_s);
    }
    if (std::holds_alternative<Pull>(request.body))
        expect(page == m_enumerate, u"Pull is not as its Enumerate"_s);
    if (std::holds_alternative<Invoke>(request.body)) {
        expect(body.nameSpace() == uri, u"namespace of the arguments"_s);
        expect(header.child("Action"_L1).text().startsWith(uri + u'/'), u"form of the action"_s);
    }
}

} // namespace Cistern
