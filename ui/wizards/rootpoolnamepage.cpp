// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/rootpoolnamepage.h"

#include "models/objectfacts.h"
#include "services/systems/connections.h"
#include "ui/text/units.h"
#include "ui/widgets/label.h"
#include "ui/widgets/statedelegate.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/rootpoolwizard.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void fillTypes(QComboBox *combo, const QString &open, const ClusterFacts &facts,
               std::optional<quint16> chosen)
{
    const QSignalBlocker quiet(combo);
    QList<quint16> present;
    for (const NodeFacts &node : facts.nodes()) {
        for (const DeviceFacts &device : node.devices) {
            if (!present.contains(device.type))
                present.append(device.type);
        }
    }
    combo->clear();
    combo->addItem(open);
    for (const bool first : {true, false}) {
        combo->insertSeparator(combo->count());
        for (const CodeName &code : ClusterFacts::types()) {
            if (present.contains(quint16(code.first)) == first)
                combo->addItem(ClusterFacts::typeName(quint16(code.first)), quint16(code.first));
        }
    }
    combo->setCurrentIndex(chosen ? qMax(0, combo->findData(*chosen)) : 0);
}

std::optional<quint16> chosenType(const QComboBox *combo)
{
    const QVariant type = combo->currentData();
    return type.isValid() ? std::optional(quint16(type.toUInt())) : std::nullopt;
}

RootPoolNamePage::RootPoolNamePage(RootPoolWizard &wizard)
    : m_wizard(wizard)
    , m_name(new NameEdit(this))
    , m_hint(new Label(Label::Kind::Grey, QString(), this))
    , m_systems(new QComboBox(this))
    , m_onlySystem(new Label(Label::Kind::Body, QString(), this))
    , m_type(new QComboBox(this))
    , m_typeHint(new Label(Label::Kind::Grey,
                           tr("All devices of a root pool have one type. A pool without devices "
                              "needs it now."),
                           this))
    , m_heading(new Label(Label::Kind::Heading, QString(), this))
    , m_view(new QTreeView(this))
    , m_pools(new QStandardItemModel(this))
    , m_noPools(new Label(Label::Kind::Grey, tr("None yet."), this))
{
    setTitle(tr("Name the root pool"));
    setSubTitle(tr("A root pool is built of devices of the cluster; child pools take from it."));

    auto *nameLabel = new Label(Label::Kind::Body, tr("Na&me:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    auto *systemLabel = new Label(Label::Kind::Body, tr("C&luster:"), this);
    systemLabel->setBuddy(m_systems);
    auto *typeLabel = new Label(Label::Kind::Body, tr("Resource &type:"), this);
    typeLabel->setBuddy(m_type);
    m_systems->setAccessibleName(tr("Cluster"));
    m_systems->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_type->setAccessibleName(tr("Resource type"));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_type->setToolTip(u"ResourceType"_s);
    m_typeHint->setWordWrap(true);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_hint, 1, 1);
    grid->setRowMinimumHeight(2, 4);
    grid->addWidget(typeLabel, 3, 0);
    grid->addWidget(m_type, 3, 1, Qt::AlignLeft);
    grid->addWidget(m_typeHint, 4, 1);
    grid->setRowMinimumHeight(5, 4);
    grid->addWidget(systemLabel, 6, 0);
    grid->addWidget(m_systems, 6, 1, Qt::AlignLeft);
    grid->addWidget(m_onlySystem, 6, 1, Qt::AlignLeft);

    m_view->setModel(m_pools);
    m_view->setRootIsDecorated(false);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    StateDelegate::paintRows(m_view, {{3, StateDelegate::Layout::State}});

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addLayout(grid);
    column->addSpacing(12);
    column->addWidget(m_heading);
    column->addWidget(m_noPools);
    column->addWidget(m_view, 1);
    column->addStretch(0);

    connect(m_name, &NameEdit::changed, this, &RootPoolNamePage::store);
    connect(m_type, &QComboBox::currentIndexChanged, this, &RootPoolNamePage::store);
    connect(m_systems, &QComboBox::activated, this, [this](int index) {
        m_wizard.setSystem(m_systems->itemData(index).toString());
        showSystem();
    });
}

void RootPoolNamePage::initializePage()
{
    showSystem();
    m_name->lineEdit()->selectAll();
    m_name->setFocus();
}

void RootPoolNamePage::load()
{
    const RootPool::Plan plan = m_wizard.plan();
    m_name->setName(plan.name);
    m_wizard.setPlan(plan); // also the type, which the name alone doesn't tell
    showSystem();
}

void RootPoolNamePage::showRefusal()
{
    m_name->showProblem(tr("%1 refused this name.").arg(m_wizard.systemName()));
}

bool RootPoolNamePage::isComplete() const
{
    return m_name->isAcceptable() && !m_wizard.facts().service().isEmpty();
}

void RootPoolNamePage::store()
{
    RootPool::Plan plan = m_wizard.plan();
    plan.name = m_name->name();
    plan.type = chosenType(m_type);
    // Devices of another type can't be meant any more (CRP.R12).
    if (plan.type) {
        const ClusterFacts facts = m_wizard.facts();
        plan.devices.removeIf([&](const CimPath &path) {
            const DeviceFacts *device = facts.device(path);
            return device && device->type != *plan.type;
        });
    }
    m_wizard.setPlan(plan);
    Q_EMIT completeChanged();
}

void RootPoolNamePage::showSystem()
{
    const Console &console = m_wizard.console();
    m_systems->clear();
    for (const ConnectionSpec &spec : console.book.systems()) {
        if (!console.connections.connection(spec.id)
            || ClusterFacts(console.inventory, spec.id).service().isEmpty())
            continue;
        m_systems->addItem(
            spec.site.isEmpty() ? spec.name : tr("%1 · %2").arg(spec.name, spec.site), spec.id);
    }
    m_systems->setCurrentIndex(m_systems->findData(m_wizard.systemId()));
    m_systems->setVisible(m_systems->count() > 1);
    m_onlySystem->setVisible(m_systems->count() <= 1);
    m_onlySystem->setText(m_wizard.systemName());
    m_hint->setText(tr("Optional. Leave it blank and %1 chooses a name. Up to %2 characters.")
                        .arg(m_wizard.systemName(), locale().toString(longestName)));
    m_heading->setText(tr("Root pools already on %1").arg(m_wizard.systemName()));
    const ClusterFacts facts = m_wizard.facts();
    fillTypes(m_type, tr("Open: the first device decides"), facts, m_wizard.plan().type);
    showPools(facts);
}

void RootPoolNamePage::showPools(const ClusterFacts &facts)
{
    m_pools->clear();
    m_pools->setHorizontalHeaderLabels({tr("Pool"), tr("Type"), tr("Devices"), tr("State")});
    m_pools->horizontalHeaderItem(2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QStringList names;
    bool anyState = false;
    const Console &console = m_wizard.console();
    for (const RootPoolFacts &pool : facts.pools()) {
        names.append(pool.name);
        if (pool.child || pool.primordial)
            continue;
        auto *name = new QStandardItem(pool.name);
        name->setData(u"pool"_s, IconRole);
        auto *type = new QStandardItem(ClusterFacts::typeName(pool.type));
        auto *devices = new QStandardItem(locale().toString(pool.devices.size()));
        devices->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto *state = new QStandardItem;
        if (const Node *node = console.inventory.node(
                console.inventory.find(m_wizard.systemId(), pool.path)))
            state->setData(int(objectState(node->instance)), StateRole);
        anyState = anyState || state->data(StateRole).toInt() != int(State::None);
        m_pools->appendRow({name, type, devices, state});
    }
    m_name->setOthers(names);
    QHeaderView *header = m_view->header();
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    header->setStretchLastSection(false);
    header->resizeSection(3, fontMetrics().averageCharWidth() * 22);
    const bool any = m_pools->rowCount() > 0;
    m_view->setAccessibleName(m_heading->text());
    m_view->setVisible(any);
    m_view->setColumnHidden(3, !anyState);
    m_noPools->setVisible(!any);
    static_cast<QVBoxLayout *>(layout())->setStretch(layout()->count() - 1, any ? 0 : 1);
}

} // namespace Cistern
