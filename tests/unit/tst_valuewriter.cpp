// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Values are written octet by octet as KDSoap writes the same elements, whatever is in them; and
// never take more room than the target reckons with.
#include "services/provider/weight.h"
#include "services/schema/schema.h"
#include "services/wsman/resourceuri.h"
#include "services/wsman/soapxml.h"
#include "services/wsman/valuewriter.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
namespace Names = Wsman::Names;
using Soap::Node;

namespace {

// The same elements as a tree of KDSoap's values.
class Tree
{
public:
    explicit Tree(const Envelope &envelope) : m_envelope(envelope) {}

    void fillReference(Node &holder, CimPath path) const
    {
        if (path.nameSpace().isEmpty())
            path.setNameSpace(m_envelope.target.nameSpace());
        Node parameters(Names::addressing, u"ReferenceParameters"_s);
        parameters << Node(Names::wsman, u"ResourceURI"_s, writeResourceUri(path, m_envelope.form));
        if (m_envelope.form == UriForm::Dmtf || path.isInstance())
            parameters << selectorSet(path);
        const QString address = path.host().isEmpty() ? QString(Names::anonymous)
                                                      : u"http://%1/wsman"_s.arg(path.host());
        holder << Node(Names::addressing, u"Address"_s, address) << parameters;
    }

    Node endpointReference(const CimPath &path) const
    {
        Node epr(Names::addressing, u"EndpointReference"_s);
        fillReference(epr, path);
        return epr;
    }

    void addValue(Node &parent, const QString &nameSpace, const QString &name,
                  const CimValue &value) const
    {
        if (value.isNull()) {
            // Said outright, for KDSoap leaves it out beside another attribute.
            Node node = Node(nameSpace, name).attribute(Names::schemaInstance, u"nil"_s, u"true"_s);
            if (value.isArray() && m_envelope.style.preciseArrays)
                node = std::move(node).attribute(Names::microsoft, u"IsNullArray"_s, u"true"_s);
            parent << node;
            return;
        }
        for (const CimValue &element : value.elements())
            parent << scalar(nameSpace, name, element);
    }

    Node element(const CimInstance &instance) const
    {
        Node node(classNameSpace(instance), instance.className());
        fillMembers(node, classNameSpace(instance), instance);
        return node;
    }

private:
    Node selectorSet(const CimPath &path) const
    {
        Node set(Names::wsman, u"SelectorSet"_s);
        if (m_envelope.form == UriForm::Dmtf && !path.nameSpace().isEmpty())
            set << Node(Names::wsman, u"Selector"_s, path.nameSpace())
                       .attribute({}, u"Name"_s, Names::nameSpaceSelector);
        for (const CimPath::Key &key : path.keys()) {
            Node selector(Names::wsman, u"Selector"_s);
            if (const CimPath *inner = key.value.toPath())
                selector << endpointReference(*inner);
            else
                selector = Node(Names::wsman, u"Selector"_s, key.value.toText());
            set << std::move(selector).attribute({}, u"Name"_s, key.name);
        }
        return set;
    }

    Node scalar(const QString &nameSpace, const QString &name, const CimValue &value) const
    {
        Node node(nameSpace, name);
        if (const CimPath *path = value.toPath()) {
            fillReference(node, *path);
            return node;
        }
        if (const auto time = value.toDateTime())
            return dateTime(std::move(node), *time, nameSpace.isEmpty());
        if (const CimInstance *instance = value.toInstance())
            return embedded(std::move(node), *instance);
        return {nameSpace, name, value.toText()};
    }

    Node dateTime(Node node, const CimDateTime &time, bool bare) const
    {
        if (m_envelope.spelling.times == Wsman::TimeSpelling::Cim)
            return std::move(node).text(time.toCimText());
        if (m_envelope.spelling.times == Wsman::TimeSpelling::Iso)
            return std::move(node).text(time.toWireText());
        const bool wild = !time.time() && !time.interval();
        node << Node(bare ? QString() : QString(Names::cimCommon),
                     wild                    ? u"CIM_DateTime"_s
                         : time.isInterval() ? u"Interval"_s
                                             : u"Datetime"_s,
                     time.toWireText());
        return node;
    }

    Node embedded(Node node, const CimInstance &instance) const
    {
        const QString type = "i:"_L1 + instance.className() + "_Type"_L1;
        const QString nameSpace = classNameSpace(instance);
        node.declare(u"i"_s, nameSpace);
        if (m_envelope.spelling.embedded == Wsman::EmbeddedSpelling::Child) {
            Node child(nameSpace, instance.className());
            fillMembers(child, nameSpace, instance);
            node << std::move(child).attribute(Names::schemaInstance, u"type"_s, type);
            return node;
        }
        fillMembers(node, nameSpace, instance);
        return std::move(node).attribute(Names::schemaInstance, u"type"_s, type);
    }

    QString classNameSpace(const CimInstance &instance) const
    {
        return writeResourceUri({m_envelope.target.nameSpace(), instance.className()},
                                m_envelope.form);
    }

    void fillMembers(Node &node, const QString &nameSpace, const CimInstance &instance) const
    {
        Soap::NamedValues members = instance.properties();
        if (!isRequest(m_envelope))
            Soap::sortByName(members);
        for (const auto &[name, value] : std::as_const(members))
            addValue(node, nameSpace, name, value);
    }

    const Envelope &m_envelope;
};

const QString storage(Schema::iscsiTarget);

CimInstance made(QStringView className)
{
    return CimInstance(*Schema::findClass(storage, className));
}

CimPath poolPath(const QString &id)
{
    return {storage, u"MSISCSITARGET_StoragePool"_s, {{u"InstanceID"_s, CimValue::string(id)}}};
}

const QString oddText = u" <&> \"'\t\r\n\x01\x7f\x85 Ünïcode €\uFFFE\uFFFF \U0001F4BE"_s
    + QChar(0xd800) + u"x"_s + QChar(0xdc00) + QChar(0xdbff);

CimInstance pool()
{
    CimInstance instance = made(u"MSISCSITARGET_StoragePool");
    instance.set(u"InstanceID", CimValue::string(u"CISTERN:Pool:1"_s));
    instance.set(u"ElementName", CimValue::string(oddText));
    instance.set(u"Description", CimValue::string(u""_s));
    instance.set(u"Caption", CimValue::null(CimType::String));
    instance.set(u"ClientSettableUsage", CimValue::null(CimType::UInt16, true));
    instance.set(u"OperationalStatus", CimValue::uint16s({2, 3}));
    instance.set(u"StatusDescriptions", CimValue::strings({oddText, u""_s}));
    instance.set(u"Primordial", CimValue::boolean(false));
    instance.set(u"TotalManagedSpace", CimValue::uint64(std::numeric_limits<quint64>::max()));
    instance.set(u"InstallDate",
                 CimValue::dateTime(*CimDateTime::fromCimText(u"20260304081530.250000-120")));
    return instance;
}

CimInstance link()
{
    CimInstance instance = made(u"MSISCSITARGET_HostedStoragePool");
    CimPath far = poolPath(oddText);
    far.setHost(u"elsewhere"_s);
    CimPath near(
        u""_s, u"CIM_Odd"_s,
        {{u"Of"_s, CimValue::reference(poolPath(u"inner"_s))}, {u"Number"_s, CimValue::uint16(7)}});
    instance.set(u"GroupComponent", CimValue::reference(near));
    instance.set(u"PartComponent", CimValue::reference(far));
    return instance;
}

// Of a class that no table has, in an order that is not the alphabet's.
CimInstance undeclared()
{
    CimInstance instance(u"ACME_Thing"_s);
    instance.set(u"zeta", CimValue::ofSigned(CimType::SInt64, std::numeric_limits<qint64>::min()));
    instance.set(u"Real", CimValue::real64(-1.0 / 3e200));
    instance.set(u"alpha", *CimValue::fromText(CimType::Char16, u"<"));
    instance.set(u"Näme", CimValue::string(u"x"_s));
    instance.set(u"Some",
                 CimValue::dateTime(*CimDateTime::fromCimText(u"2026030408****.******+000")));
    instance.set(u"Lasts", CimValue::dateTime(CimDateTime::lasting(std::chrono::seconds(100))));
    instance.set(u"Ends", CimValue::references({poolPath(u"a"_s), poolPath(u"b"_s)}));
    return instance;
}

CimInstance nested()
{
    CimInstance holder(u"ACME_Holder"_s), inner = undeclared();
    inner.set(u"Deeper", CimValue::instance(pool()));
    holder.set(u"One", CimValue::instance(pool()));
    holder.set(u"All",
               CimValue::array(CimType::Instance,
                               {CimValue::instance(inner), CimValue::instance(link()),
                                CimValue::instance(CimInstance(u"ACME_Empty"_s))}));
    return holder;
}

CimInstance withMore()
{
    CimInstance instance = pool();
    instance.set(u"aaFirst", CimValue::string(u"undeclared"_s));
    instance.set(u"zzLast", CimValue::boolean(true));
    return instance;
}

class Luck
{
public:
    explicit Luck(quint32 seed) : m_numbers(seed) {}

    int below(int most) { return int(m_numbers() % quint32(most)); }
    QString text()
    {
        QString text;
        for (int i = below(12); i > 0; --i) {
            static const QString odd = oddText;
            text += below(2) ? odd[below(int(odd.size()))] : QChar(u'a' + below(26));
        }
        return text;
    }
    CimValue value(CimType type, bool array)
    {
        if (below(5) == 0)
            return CimValue::null(type, array);
        if (array) {
            QList<CimValue> elements;
            for (int i = below(4); i >= 0; --i)
                elements.append(scalar(type));
            return CimValue::array(type, elements);
        }
        return scalar(type);
    }
    CimInstance instance()
    {
        static const QStringList names{
            u"MSISCSITARGET_StoragePool"_s, u"MSISCSITARGET_StorageVolume"_s,
            u"MSISCSITARGET_AllocatedFromStoragePool"_s, u"MSISCSITARGET_ConcreteJob"_s};
        if (below(4) == 0) {
            CimInstance other(u"ACME_"_s + QChar(u'A' + below(26)));
            for (int i = below(5); i > 0; --i)
                other.set(u"P%1"_s.arg(below(100)), value(CimType::String, below(3) == 0));
            return other;
        }
        CimInstance made(*Schema::findClass(storage, names[below(int(names.size()))]));
        for (const PropertyDecl &property : made.decl()->properties) {
            if (property.key || below(3))
                made.set(QString(property.name), value(property.type, property.array));
        }
        if (below(4) == 0)
            made.set(u"Embedded", CimValue::instance(instance()));
        return made;
    }

private:
    CimValue scalar(CimType type)
    {
        switch (type) {
        case CimType::Boolean:
            return CimValue::boolean(below(2));
        case CimType::DateTime:
            return CimValue::dateTime(
                below(2) ? CimDateTime::at(QDateTime::fromMSecsSinceEpoch(m_numbers(), Qt::UTC))
                         : CimDateTime::lasting(std::chrono::milliseconds(m_numbers())));
        case CimType::Reference:
            return CimValue::reference(poolPath(text()));
        case CimType::String:
            return CimValue::string(text());
        default:
            return CimValue::fromText(type, QString::number(below(100)))
                .value_or(CimValue::string(text()));
        }
    }

    std::mt19937 m_numbers;
};

} // namespace

class tst_ValueWriter : public QObject
{
    Q_OBJECT

private slots:
    void theOctetsAreThoseOfKDSoap_data()
    {
        QTest::addColumn<CimInstance>("instance");
        QTest::newRow("declared") << pool();
        QTest::newRow("references") << link();
        QTest::newRow("undeclared") << undeclared();
        QTest::newRow("embedded") << nested();
        QTest::newRow("declared with more") << withMore();
        QTest::newRow("nothing told") << made(u"MSISCSITARGET_StoragePool");
        for (quint32 seed = 1; seed <= 200; ++seed)
            QTest::addRow("by luck %u", seed) << Luck(seed).instance();
    }
    void theOctetsAreThoseOfKDSoap()
    {
        QFETCH(CimInstance, instance);
        for (const UriForm form : {UriForm::Wmi, UriForm::Dmtf}) {
            for (const auto times : {Wsman::TimeSpelling::Wrapped, Wsman::TimeSpelling::Iso,
                                     Wsman::TimeSpelling::Cim}) {
                for (const auto embedded :
                     {Wsman::EmbeddedSpelling::Text, Wsman::EmbeddedSpelling::Flat,
                      Wsman::EmbeddedSpelling::Child}) {
                    for (const bool reply : {false, true}) {
                        Envelope envelope = envelopeOf(form, reply);
                        envelope.spelling = {.times = times, .embedded = embedded};
                        envelope.style.preciseArrays = reply;
                        QCOMPARE(difference(envelope, instance), QByteArray());
                    }
                }
            }
        }
    }

    void aNullArrayThatIsMarkedIsNullToo()
    {
        Envelope envelope = envelopeOf(UriForm::Wmi, true);
        envelope.style.preciseArrays = true;
        QVERIFY(written(envelope, pool())
                    .contains("<m:ClientSettableUsage xsi:nil=\"true\" xmlns:n2=\""
                              "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\""
                              " n2:IsNullArray=\"true\"/>"));
    }

    // Each of another class than the message is about has a prefix of its own.
    void prefixesAreMadeUpInTurn()
    {
        Envelope envelope = envelopeOf(UriForm::Wmi, true);
        envelope.target = CimPath(storage, u"CIM_ManagedElement"_s);
        QCOMPARE(difference(envelope, nested()), QByteArray());
        QVERIFY(written(envelope, pool()).contains("n3:"));
    }

    void whatNobodyDeclaredCantBeAPlaceForValues()
    {
        Envelope request = envelopeOf(UriForm::Wmi, false);
        request.messageId = u"<s:Written 0/>"_s;
        request.body = Wsman::Create{pool()};
        const Envelope reply = replyTo(
            request, Wsman::Items{.instances = {pool()}, .paths = {}, .context = {}});
        for (const Envelope &each : {request, reply}) {
            const QByteArray octets = writeEnvelope(each);
            QCOMPARE(octets.count("<m:MSISCSITARGET_StoragePool>"), 1);
            QVERIFY(octets.contains("&lt;s:Written 0/&gt;"));
            QVERIFY(!octets.contains("<s:Written"));
        }
    }

    void theWeightIsEnough_data() { theOctetsAreThoseOfKDSoap_data(); }
    void theWeightIsEnough()
    {
        QFETCH(CimInstance, instance);
        for (const UriForm form : {UriForm::Wmi, UriForm::Dmtf}) {
            for (const auto mode : {Wsman::Mode::Objects, Wsman::Mode::ObjectsAndPaths}) {
                Envelope request = envelopeOf(form, false);
                request.options = {{u"wsman:UsePreciseArrays"_s, u"true"_s}};
                request.body = Wsman::Pull{};
                const auto size = [&](qsizetype count) {
                    return writeEnvelope(replyTo(request,
                                                 Wsman::Items{.mode = mode,
                                                              .instances = QList<CimInstance>(
                                                                  count, instance),
                                                              .paths = {},
                                                              .context = {}}))
                        .size();
                };
                const qsizetype one = size(40) - size(39);
                const qsizetype weight = weightOf(instance, mode, request.target);
                QVERIFY2(weight >= one, qPrintable(u"%1 < %2"_s.arg(weight).arg(one)));
            }
        }
    }

private:
    static Envelope envelopeOf(UriForm form, bool reply)
    {
        Envelope request;
        request.to = u"https://san1.lab.example:5986/wsman"_s;
        request.target = CimPath(storage, u"MSISCSITARGET_StoragePool"_s);
        request.form = form;
        request.messageId = newMessageId();
        request.body = Wsman::Enumerate{};
        return reply ? replyTo(request, Wsman::Items{.instances = {}, .paths = {}, .context = {}})
                     : request;
    }

    static Node rootOf(const Envelope &envelope)
    {
        Node root(Names::soap, u"Envelope"_s);
        for (const auto &[prefix, nameSpace] : Soap::declarations(envelope))
            root.declare(prefix, nameSpace);
        return root;
    }

    // Twice, and some values in no namespace.
    static QByteArray written(const Envelope &envelope, const CimInstance &instance)
    {
        Soap::ValueWriter writer(envelope);
        writer.element(instance);
        writer.element(instance);
        writer.endpointReference(instance.path());
        for (const auto &[name, value] : instance.properties())
            writer.value({}, name, value);
        Node root = rootOf(envelope);
        writer.moveTo(root);
        return writer.filled(root.toXml());
    }

    // Where the two begin to differ; empty when they do not.
    static QByteArray difference(const Envelope &envelope, const CimInstance &instance)
    {
        const QByteArray octets = written(envelope, instance), tree = asTree(envelope, instance);
        if (octets == tree)
            return {};
        const auto at = std::mismatch(octets.begin(), octets.end(), tree.begin(), tree.end());
        const qsizetype from = std::max<qsizetype>(at.first - octets.begin() - 60, 0);
        return octets.mid(from, 120) + "\n instead of\n" + tree.mid(from, 120);
    }

    static QByteArray asTree(const Envelope &envelope, const CimInstance &instance)
    {
        const Tree tree(envelope);
        Node root = rootOf(envelope);
        root << tree.element(instance) << tree.element(instance)
             << tree.endpointReference(instance.path());
        for (const auto &[name, value] : instance.properties())
            tree.addValue(root, {}, name, value);
        return root.toXml().replace("\r", "&#13;");
    }
};

QTEST_GUILESS_MAIN(tst_ValueWriter)

#include "tst_valuewriter.moc"
