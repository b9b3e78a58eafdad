// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/strangerops.h"

#include <QTest>
#include <QUuid>
#include <QXmlStreamReader>

#include <cstdio>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString wmi =
    u"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/storage/iscsitarget/"_s;
const QString transfer = u"http://schemas.xmlsoap.org/ws/2004/09/transfer/"_s;
const QString enumeration = u"http://schemas.xmlsoap.org/ws/2004/09/enumeration/"_s;

QByteArray selectorSet(const CimPath &path)
{
    QByteArray set;
    for (const CimPath::Key &key : path.keys())
        set += "<w:Selector Name=\"" + key.name.toUtf8() + "\">"
            + key.value.toString().toHtmlEscaped().toUtf8() + "</w:Selector>";
    return set.isEmpty() ? set : "<w:SelectorSet>" + set + "</w:SelectorSet>";
}

QByteArray head(const QByteArray &bytes)
{
    return bytes.left(600);
}

// The first endpoint reference inside the element of that name.
CimPath reference(const QByteArray &xml, QStringView name, const QString &className)
{
    QXmlStreamReader reader(xml);
    QList<CimPath::Key> keys;
    bool inside = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == name)
            inside = true;
        else if (reader.isEndElement() && reader.name() == name)
            break;
        else if (inside && reader.isStartElement() && reader.name() == "Selector"_L1) {
            const QString key = reader.attributes().value("Name"_L1).toString();
            const QString value = reader.readElementText();
            if (key != "__cimnamespace"_L1)
                keys.append({key, CimValue::string(value)});
        }
    }
    return keys.isEmpty() ? CimPath()
                          : CimPath(u"root/cimv2/storage/iscsitarget"_s, className, keys);
}

} // namespace

QList<std::pair<StrangerOp, QByteArray>> StrangerOps::all()
{
    return {{StrangerOp::Identify, "Identify"},
            {StrangerOp::Get, "Get"},
            {StrangerOp::Enumerate, "Enumerate + Pull"},
            {StrangerOp::Invoke, "Invoke"},
            {StrangerOp::Put, "Put"},
            {StrangerOp::Delete, "Delete"},
            {StrangerOp::Fault, "Fault"},
            {StrangerOp::Big, "Big reply"}};
}

QByteArray StrangerOps::run(StrangerOp op, const Post &post)
{
    switch (op) {
    case StrangerOp::Identify:
        return identify(post);
    case StrangerOp::Get:
        return getOne(post);
    case StrangerOp::Enumerate:
        return enumerate(post);
    case StrangerOp::Invoke:
        return invoke(post);
    case StrangerOp::Put:
        return put(post);
    case StrangerOp::Delete:
        return remove(post);
    case StrangerOp::Fault:
        return fault(post);
    case StrangerOp::Big:
        return big(post);
    }
    return "no such operation";
}

QString StrangerOps::uri(const QString &className)
{
    return wmi + className;
}

QStringList StrangerOps::texts(const QByteArray &xml, QStringView name)
{
    QStringList found;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            found.append(reader.readElementText(QXmlStreamReader::IncludeChildElements));
    }
    return reader.hasError() ? QStringList() : found;
}

bool StrangerOps::isReply(const QByteArray &xml, QStringView bodyElement)
{
    QXmlStreamReader reader(xml);
    bool inBody = false;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (inBody)
            return reader.name() == bodyElement;
        inBody = reader.name() == "Body"_L1
            && reader.namespaceUri() == "http://www.w3.org/2003/05/soap-envelope"_L1;
    }
    return inBody && bodyElement.isEmpty() && !reader.hasError();
}

QByteArray StrangerOps::envelope(const QString &uri, const QString &action, const CimPath &target,
                                 const QByteArray &body) const
{
    const QByteArray must = " s:mustUnderstand=\"true\">";
    return R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><s:Header><a:To>)"
        + m_site.url().toEncoded() + "</a:To><w:ResourceURI" + must + uri.toUtf8()
        + "</w:ResourceURI><a:ReplyTo><a:Address" + must
        + "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
          "<a:Action"
        + must + action.toUtf8() + "</a:Action><w:MaxEnvelopeSize" + must
        + "512000</w:MaxEnvelopeSize><a:MessageID>uuid:"
        + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + "</a:MessageID>"
        + selectorSet(target)
        + "<w:OperationTimeout>PT60.000S</w:OperationTimeout></s:Header><s:Body>" + body
        + "</s:Body></s:Envelope>";
}

QByteArray StrangerOps::complaint(const QByteArray &what, const Said &said) const
{
    return what + "; HTTP " + QByteArray::number(said.status) + ": " + head(said.body) + ' '
        + said.problem.right(600);
}

QByteArray StrangerOps::identify(const Post &post) const
{
    const Said said = post(
        R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>)");
    if (said.status != 200 || !isReply(said.body, u"IdentifyResponse")
        || texts(said.body, u"ProtocolVersion")
            != QStringList{u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"_s})
        return complaint("no IdentifyResponse", said);
    return {};
}

QByteArray StrangerOps::getOne(const Post &post) const
{
    const CimPath service = m_site.service();
    const Said said = post(envelope(uri(service.className()), transfer + u"Get"_s, service, {}));
    if (said.status != 200 || !isReply(said.body, service.className())
        || texts(said.body, u"Name").value(0) != service.key(u"Name").toString())
        return complaint("not the service", said);
    return {};
}

QByteArray StrangerOps::enumerate(const Post &post) const
{
    const QString pool = uri(u"MSISCSITARGET_StoragePool"_s);
    Said said = post(envelope(pool, enumeration + u"Enumerate"_s, {},
                              "<n:Enumerate><w:EnumerationMode>EnumerateObjectAndEPR</"
                              "w:EnumerationMode></n:Enumerate>"));
    if (said.status != 200 || !isReply(said.body, u"EnumerateResponse"))
        return complaint("no EnumerateResponse", said);
    QStringList names;
    int pulls = 0;
    QString context = texts(said.body, u"EnumerationContext").value(0);
    while (!context.isEmpty() && ++pulls < 10) {
        said = post(envelope(pool, enumeration + u"Pull"_s, {},
                             "<n:Pull><n:EnumerationContext>" + context.toHtmlEscaped().toUtf8()
                                 + "</n:EnumerationContext><n:MaxElements>40</n:MaxElements></"
                                   "n:Pull>"));
        if (said.status != 200 || !isReply(said.body, u"PullResponse"))
            return complaint("no PullResponse", said);
        names += texts(said.body, u"ElementName");
        context = texts(said.body, u"EndOfSequence").isEmpty()
            ? texts(said.body, u"EnumerationContext").value(0)
            : QString();
    }
    const QStringList ours = names.filter(QRegularExpression(u"^p\\d+$"_s));
    if (pulls < 3 || ours.size() != ServedSite::pools)
        return "pulled " + QByteArray::number(ours.size()) + " in " + QByteArray::number(pulls);
    return {};
}

QByteArray StrangerOps::invoke(const Post &post)
{
    const CimPath service = m_site.service();
    const QString method = u"CreateOrModifyStoragePool"_s;
    const QByteArray name = "made" + QByteArray::number(++m_made);
    Said said = post(envelope(
        uri(service.className()), uri(service.className()) + u'/' + method, service,
        "<p:" + method.toUtf8() + "_INPUT xmlns:p=\"" + uri(service.className()).toUtf8()
            + "\"><p:ElementName>" + name + "</p:ElementName><p:Size>1048576</p:Size><p:InPools>"
            + m_site.location().toText().toHtmlEscaped().toUtf8()
            + "</p:InPools></p:" + method.toUtf8() + "_INPUT>"));
    if (said.status != 200 || !isReply(said.body, method + u"_OUTPUT"_s)
        || texts(said.body, u"ReturnValue") != QStringList{u"4096"_s})
        return complaint("no job", said);
    m_job = reference(said.body, u"Job", u"CISTERN_StorageJob"_s);
    const QString jobUri = [&] {
        const QStringList uris = texts(said.body, u"ResourceURI");
        for (const QString &each : uris) {
            if (each.endsWith("Job"_L1))
                return each;
        }
        return QString();
    }();
    m_job = reference(said.body, u"Job", jobUri.section(u'/', -1));
    if (m_job.isEmpty() || jobUri.isEmpty())
        return complaint("no reference to a job", said);
    // As often as the client takes to ask.
    const bool over = QTest::qWaitFor(
        [&] {
            said = post(envelope(jobUri, transfer + u"Get"_s, m_job, {}));
            const QStringList state = texts(said.body, u"JobState");
            return said.status != 200 || state != QStringList{u"4"_s};
        },
        Child::patience);
    if (!over || texts(said.body, u"JobState") != QStringList{u"7"_s})
        return complaint("the job did not complete", said);
    return {};
}

QByteArray StrangerOps::put(const Post &post) const
{
    const CimPath system = m_site.system();
    const QByteArray value = "owner " + QUuid::createUuid().toByteArray(QUuid::Id128);
    const QByteArray type = system.className().toUtf8();
    Said said = post(envelope(uri(system.className()), transfer + u"Put"_s, system,
                              "<p:" + type + " xmlns:p=\"" + uri(system.className()).toUtf8()
                                  + "\"><p:PrimaryOwnerName>" + value
                                  + "</p:PrimaryOwnerName></p:" + type + '>'));
    if (said.status != 200)
        return complaint("not put", said);
    said = post(envelope(uri(system.className()), transfer + u"Get"_s, system, {}));
    if (texts(said.body, u"PrimaryOwnerName") != QStringList{QString::fromUtf8(value)})
        return complaint("not kept", said);
    return {};
}

QByteArray StrangerOps::remove(const Post &post)
{
    if (m_job.isEmpty()) {
        if (const QByteArray problem = invoke(post); !problem.isEmpty())
            return problem;
    }
    const QString jobUri = uri(m_job.className());
    Said said = post(envelope(jobUri, transfer + u"Delete"_s, m_job, {}));
    if (said.status != 200 || !isReply(said.body, u""))
        return complaint("not deleted", said);
    said = post(envelope(jobUri, transfer + u"Get"_s, m_job, {}));
    m_job = {};
    if (said.status == 200)
        return complaint("still there", said);
    return {};
}

QByteArray StrangerOps::fault(const Post &post) const
{
    const CimPath nobody(u"root/cimv2/storage/iscsitarget"_s, u"MSISCSITARGET_StoragePool"_s,
                         {{u"InstanceID"_s, CimValue::string(u"nobody & <nowhere>"_s)}});
    const Said said = post(envelope(uri(nobody.className()), transfer + u"Get"_s, nobody, {}));
    const QStringList values = texts(said.body, u"Value");
    if (said.status < 400 || !isReply(said.body, u"Fault") || values.size() < 2
        || !values.at(1).endsWith(":DestinationUnreachable"_L1))
        return complaint("no such fault", said);
    return {};
}

QByteArray StrangerOps::big(const Post &post) const
{
    const Said said = post(envelope(uri(u"MSISCSITARGET_StoragePool"_s),
                                    enumeration + u"Enumerate"_s, {},
                                    "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>1000</"
                                    "w:MaxElements><w:EnumerationMode>EnumerateObjectAndEPR</"
                                    "w:EnumerationMode></n:Enumerate>"));
    const QStringList names = texts(said.body, u"ElementName")
                                  .filter(QRegularExpression(u"^p\\d+$"_s));
    if (said.status != 200 || said.body.size() < 65536 || names.size() != ServedSite::pools)
        return QByteArray::number(said.body.size()) + " octets, " + QByteArray::number(names.size())
            + " pools; " + complaint({}, said);
    return {};
}

StrangerTable::~StrangerTable()
{
    if (m_strangers.isEmpty())
        return;
    const auto print = [](const QByteArray &line) {
        std::fprintf(stdout, "strangers: %s\n", line.constData());
    };
    QByteArray titles = "| client, scheme |", rule = "|---|";
    for (const auto &[op, name] : StrangerOps::all()) {
        titles += ' ' + name + " |";
        rule += "---|";
    }
    print(titles);
    print(rule);
    for (const QString &stranger : std::as_const(m_strangers)) {
        QByteArray line = "| " + stranger.toUtf8() + " |";
        for (const auto &[op, name] : StrangerOps::all())
            line += ' ' + m_cells[stranger].value(name, u"-"_s).toUtf8() + " |";
        print(line);
    }
    std::fflush(stdout);
}

void StrangerTable::note(const QString &stranger, const QByteArray &operation, bool could,
                         const QString &remark)
{
    if (!m_strangers.contains(stranger))
        m_strangers.append(stranger);
    m_cells[stranger].insert(operation, !remark.isEmpty() ? remark : could ? u"yes"_s : u"NO"_s);
}

} // namespace Cistern
