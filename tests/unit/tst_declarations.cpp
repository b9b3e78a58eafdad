// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Every table of classes and methods against the reference data of the three namespaces, so that a
// slip of typing can't live. Classes of our own are compared with the documented base they stand
// for. Value maps of more than 60 entries were left out of the tables on purpose.

#include "services/cim/cimpath.h"
#include "services/schema/codes.h"
#include "services/schema/schema.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(const Cistern::ClassDecl *)
Q_DECLARE_METATYPE(const Cistern::MethodDecl *)

namespace {
constexpr qsizetype mostCodes = 60;
constexpr quint64 mostNumber = 4294967295;

CimType typeFrom(const QString &name)
{
    return name == "ref"_L1 ? CimType::Reference
                            : cimTypeFromName(name).value_or(CimType::Instance);
}

QJsonObject named(const QJsonArray &objects, const QString &name)
{
    for (const QJsonValue &value : objects) {
        if (value[u"name"_s].toString() == name)
            return value.toObject();
    }
    return {};
}

// "7..4095" as two numbers; ".." alone is all that the other rows leave.
std::optional<std::pair<quint64, quint64>> range(const QString &text)
{
    bool first = false, last = false;
    const qsizetype dots = text.indexOf(".."_L1);
    if (dots < 0) {
        const quint64 only = text.toULongLong(&first, 0);
        return first ? std::optional(std::pair(only, only)) : std::nullopt;
    }
    const QString end = text.mid(dots + 2); // "32768.." is open
    const std::pair both(text.left(dots).toULongLong(&first, 0),
                         end.isEmpty() ? mostNumber : end.toULongLong(&last, 0));
    return first && (last || end.isEmpty()) ? std::optional(both) : std::nullopt;
}
} // namespace

class TestDeclarations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto &[file, nameSpace] :
             {std::pair(u"iscsi-target"_s, Schema::iscsiTarget),
              std::pair(u"virtualization-v2"_s, Schema::virtualization),
              std::pair(u"hyperv-cluster-v2"_s, Schema::hypervCluster)}) {
            QFile data(QStringLiteral(CISTERN_TEST_DATA "/schema/") + file + u".json"_s);
            QVERIFY2(data.open(QIODevice::ReadOnly), qPrintable(file));
            const QJsonObject whole = QJsonDocument::fromJson(data.readAll()).object();
            QVERIFY(sameNameSpace(whole[u"namespace"_s].toString(), QString(nameSpace)));
            m_reference.insert(QString(nameSpace), whole[u"classes"_s].toArray());
        }
    }

    void everyClassIsAsTheReferenceHasIt_data() { classRows(); }
    void everyClassIsAsTheReferenceHasIt()
    {
        QFETCH(const ClassDecl *, decl);
        const QJsonObject reference = referenceOf(*decl);
        if (reference.isEmpty()) {
            // A class of our own for which nothing concrete is documented.
            QVERIFY2(decl->name.startsWith("CISTERN_"_L1), qPrintable(QString(decl->name)));
            QVERIFY(!decl->superclass.isEmpty());
            QCOMPARE(QString(decl->ancestors.front()), QString(decl->superclass));
            return;
        }
        const bool own = reference[u"name"_s].toString() != decl->name;
        QStringList chain;
        if (own)
            chain.append(reference[u"name"_s].toString());
        for (const QJsonValue &each : reference[u"chain"_s].toArray())
            chain.append(each.toString());
        QStringList ancestors;
        for (const QLatin1StringView each : decl->ancestors)
            ancestors.append(QString(each));
        QCOMPARE(ancestors, chain);
        QCOMPARE(QString(decl->superclass), chain.value(0));
        if (!own)
            QCOMPARE(decl->abstract, reference[u"abstract"_s].toBool());
        QCOMPARE(decl->association, reference.contains(u"association"_s));
    }

    void everyPropertyIsAsTheReferenceHasIt_data() { classRows(); }
    void everyPropertyIsAsTheReferenceHasIt()
    {
        QFETCH(const ClassDecl *, decl);
        const QJsonObject reference = referenceOf(*decl);
        if (reference.isEmpty())
            return;
        const QJsonArray properties = reference[u"properties"_s].toArray();
        QStringList keys;
        for (const QJsonValue &key : reference[u"keys"_s].toArray())
            keys.append(key.toString());
        for (const QJsonValue &each : properties) {
            const QString name = each[u"name"_s].toString();
            const int index = decl->indexOf(name);
            QVERIFY2(index >= 0, qPrintable(name));
            const PropertyDecl &property = decl->properties[size_t(index)];
            QVERIFY2(property.name == name, qPrintable(name));
            QVERIFY2(property.type == typeFrom(each[u"type"_s].toString()), qPrintable(name));
            QVERIFY2(property.array == each[u"array"_s].toBool(), qPrintable(name));
            QVERIFY2(property.key == keys.contains(name), qPrintable(name));
            QVERIFY2(property.writable == each[u"writable"_s].toBool(), qPrintable(name));
            QVERIFY2(property.refClass == each[u"ref"_s].toString(), qPrintable(name));
            compareNames(name, property.codes, each[u"valueMap"_s].toObject());
        }
        QCOMPARE(qsizetype(decl->properties.size()), properties.size());
    }

    void everyMethodIsAsTheReferenceHasIt_data()
    {
        QTest::addColumn<const MethodDecl *>("decl");
        for (const MethodDecl *decl : Schema::methods())
            QTest::addRow("%s %s.%s", decl->nameSpace.data(), decl->className.data(),
                          decl->name.data())
                << decl;
    }
    void everyMethodIsAsTheReferenceHasIt()
    {
        QFETCH(const MethodDecl *, decl);
        const QJsonObject reference = methodOf(*decl);
        QVERIFY(!reference.isEmpty());
        const QJsonArray params = reference[u"params"_s].toArray();
        QCOMPARE(qsizetype(decl->params.size()), params.size());
        for (size_t i = 0; i < decl->params.size(); ++i) {
            const ParamDecl &param = decl->params[i];
            const QJsonValue each = params[qsizetype(i)];
            const QString name = each[u"name"_s].toString();
            QVERIFY2(param.name == name, qPrintable(name)); // in the order of the schema
            const QString dir = param.dir == Dir::In ? u"in"_s
                : param.dir == Dir::Out              ? u"out"_s
                                                     : u"inout"_s;
            QCOMPARE(dir, each[u"dir"_s].toString());
            QVERIFY2(param.type == typeFrom(each[u"type"_s].toString()), qPrintable(name));
            QVERIFY2(param.array == each[u"array"_s].toBool(), qPrintable(name));
            const Carries carries = each[u"embeddedInstance"_s].isString() ? Carries::Embedded
                : each[u"refString"_s].isString()                          ? Carries::Path
                                                                           : Carries::Text;
            QVERIFY2(param.carries == carries, qPrintable(name));
            QString refClass = each[u"refClass"_s].toString();
            for (const QString &key : {u"embeddedInstance"_s, u"refString"_s})
                refClass = each[key].isString() ? each[key].toString() : refClass;
            QVERIFY2(param.refClass == refClass, qPrintable(name));
            compareNames(name, param.codes, each[u"valueMap"_s].toObject());
        }
    }

    void everyReturnCodeIsAsTheReferenceHasIt_data() { everyMethodIsAsTheReferenceHasIt_data(); }
    void everyReturnCodeIsAsTheReferenceHasIt()
    {
        QFETCH(const MethodDecl *, decl);
        const QJsonObject codes = methodOf(*decl)[u"returnCodes"_s].toObject();
        for (auto it = codes.begin(); it != codes.end(); ++it) {
            const auto numbers = range(it.key());
            if (!numbers)
                continue;
            const QByteArray words = it->toString().toUtf8();
            const CodeDecl *first = decl->code(numbers->first);
            const CodeDecl *last = decl->code(numbers->second);
            QVERIFY2(first && last, qPrintable(it.key()));
            // Named codes inside a range that a table gives to the vendor stand for themselves.
            if (numbers->first == numbers->second
                || !codes.contains(QString::number(numbers->first)))
                QCOMPARE(QByteArray(first->label), words);
            QCOMPARE(QByteArray(last->label), words);
        }
        for (const CodeDecl &row : decl->codes)
            QVERIFY(row.label && row.first <= row.last);
    }

private:
    void classRows()
    {
        QTest::addColumn<const ClassDecl *>("decl");
        for (const ClassDecl *decl : Schema::classes())
            QTest::addRow("%s %s", decl->nameSpace.data(), decl->name.data()) << decl;
    }

    // By its own name, or, for a class of ours, by that of the base it makes concrete.
    QJsonObject referenceOf(const ClassDecl &decl) const
    {
        const QJsonArray classes = m_reference.value(QString(decl.nameSpace));
        const QJsonObject own = named(classes, decl.name);
        return own.isEmpty() && decl.name.startsWith("CISTERN_"_L1)
            ? named(classes, decl.superclass)
            : own;
    }

    QJsonObject methodOf(const MethodDecl &decl) const
    {
        const QJsonArray classes = m_reference.value(QString(decl.nameSpace));
        return named(named(classes, decl.className)[u"methods"_s].toArray(), decl.name);
    }

    static void compareNames(const QString &name, std::span<const CodeName> codes,
                             const QJsonObject &map)
    {
        // Maps of texts ("OK", "Pred Fail") name themselves and need no table.
        const QStringList values = map.keys();
        const bool numbers = std::all_of(values.begin(), values.end(), [](const QString &value) {
            return value == ".."_L1 || range(value);
        });
        if (codes.empty()) {
            QVERIFY2(map.isEmpty() || map.size() > mostCodes || !numbers, qPrintable(name));
            return;
        }
        // Several pages of Root/Virtualization/V2 leave out the map that all elements share.
        if (map.isEmpty() && codes.data() == Schema::Codes::operationalStatusCodes)
            return;
        for (const CodeName &code : codes) {
            const QString single = QString::number(code.first);
            const QString both = u"%1..%2"_s.arg(code.first).arg(code.last);
            QJsonValue words = map[u".."_s]; // all that the others leave
            for (const QString &key : {both, code.last == mostNumber ? single + u".."_s : both,
                                       code.first == code.last ? single : both}) {
                if (map.contains(key))
                    words = map[key];
            }
            QVERIFY2(words.toString().toUtf8() == QByteArray(code.label),
                     qPrintable(u"%1 %2: \"%3\" is not \"%4\""_s.arg(
                         name, both, QString::fromUtf8(code.label), words.toString())));
        }
        // Nothing that can be told, or asked for, is missing.
        for (const QString &value : values) {
            const auto wanted = range(value);
            const QString words = map[value].toString();
            const bool mayMiss = !wanted || words.contains("Reserved"_L1)
                || words.contains("Vendor"_L1) || words == "Unknown"_L1;
            QVERIFY2(mayMiss
                         || std::any_of(codes.begin(), codes.end(),
                                        [&wanted](const CodeName &code) {
                                            return code.first <= wanted->first
                                                && code.last >= wanted->second;
                                        }),
                     qPrintable(u"%1 %2 %3"_s.arg(name, value, words)));
        }
    }

    QHash<QString, QJsonArray> m_reference;
};

QTEST_GUILESS_MAIN(TestDeclarations)
#include "tst_declarations.moc"
