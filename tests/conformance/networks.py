# SPDX-License-Identifier: Apache-2.0
"""Networks: what the lab has of them, and what the model says, in one shape.

Of what comes from a template moto drops a VPC's DNS attributes, whether a subnet
gives public addresses, and what may leave a group; `complete` brings it there by
the API's own calls. It drops an endpoint's tags too: an endpoint is told by its
network and its service, everything else by its Name. It keeps associations of
subnets where no call reports them, and an endpoint's policy as Python writes it.
"""
import ast

ANYWHERE, NOWHERE = "0.0.0.0/0", "127.0.0.1/32"


def collect(ec2, backend):
    """Everything of EC2 that is not the Region's default network."""
    vpcs = [row for row in ec2.describe_vpcs()["Vpcs"] if not row["IsDefault"]]
    wanted = [{"Name": "vpc-id", "Values": [row["VpcId"] for row in vpcs]}]
    groups = ec2.describe_security_groups(Filters=wanted)["SecurityGroups"]
    return {
        "vpcs": [{**row, **{name: ec2.describe_vpc_attribute(
            VpcId=row["VpcId"], Attribute=name[0].lower() + name[1:])[name]
            ["Value"] for name in ("EnableDnsSupport", "EnableDnsHostnames")}}
            for row in vpcs],
        "subnets": ec2.describe_subnets(Filters=wanted)["Subnets"],
        "tables": {row["RouteTableId"]: row for row in ec2
                   .describe_route_tables(Filters=wanted)["RouteTables"]},
        "associations": {one.subnet_id: one.route_table_id for one
                         in backend.subnet_associations.values()},
        "groups": [row for row in groups if row["GroupName"] != "default"],
        "endpoints": ec2.describe_vpc_endpoints()["VpcEndpoints"],
        "logs": ec2.describe_flow_logs()["FlowLogs"],
        "internet": ec2.describe_internet_gateways()["InternetGateways"],
        "nat": ec2.describe_nat_gateways()["NatGateways"],
        "addresses": ec2.describe_addresses()["Addresses"],
    }


def complete(ec2):
    """What moto's native types drop, as calls of the client that `ec2` gives."""
    from moto.ec2.models.security_groups import SecurityGroup
    from moto.ec2.models.subnets import Subnet
    from moto.ec2.models.vpcs import VPC

    def vpc(made, properties):
        for name in ("EnableDnsSupport", "EnableDnsHostnames"):
            ec2().modify_vpc_attribute(VpcId=made.id, **{
                name: {"Value": properties.get(name, name.endswith("Support"))}})

    def subnet(made, properties):
        ec2().modify_subnet_attribute(SubnetId=made.id, MapPublicIpOnLaunch={
            "Value": properties.get("MapPublicIpOnLaunch", False)})

    def group(made, properties):
        if "SecurityGroupEgress" not in properties:
            return
        ec2().revoke_security_group_egress(GroupId=made.id, IpPermissions=[
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": ANYWHERE}]}])
        ec2().authorize_security_group_egress(
            GroupId=made.id,
            IpPermissions=[permission(dict(row)) for row
                           in properties["SecurityGroupEgress"]])

    for model, after in ((VPC, vpc), (Subnet, subnet), (SecurityGroup, group)):
        follow(model, after)


def follow(model, after):
    native = model.create_from_cloudformation_json.__func__

    def create(cls, resource_name, cloudformation_json, *args, **more):
        made = native(cls, resource_name, cloudformation_json, *args, **more)
        after(made, cloudformation_json["Properties"])
        return made

    model.create_from_cloudformation_json = classmethod(create)


def permission(rule):
    """A rule of a template as the API has it: with its peers as a list."""
    text = {"Description": rule.pop("Description")}
    if "CidrIp" in rule:
        rule["IpRanges"] = [{"CidrIp": rule.pop("CidrIp"), **text}]
    else:
        rule["UserIdGroupPairs"] = [
            {"GroupId": rule.pop("DestinationSecurityGroupId"), **text}]
    return rule


def name_of(row):
    return {tag["Key"]: tag["Value"] for tag in row.get("Tags", [])}.get("Name")


class FoundNetworks:
    def __init__(self, report, statements):
        self.report, self.statements = report, statements
        self.names = {row[key]: name_of(row) for sort, key in
                      (("vpcs", "VpcId"), ("subnets", "SubnetId"),
                       ("groups", "GroupId")) for row in report[sort]}
        self.ids = {name: one for one, name in self.names.items()}
        # Gateways are called after where they are.
        self.gateways = {
            **{row["NatGatewayId"]: self.names[row["SubnetId"]]
               for row in report["nat"]},
            **{row["InternetGatewayId"]: self.names[one["VpcId"]]
               for row in report["internet"] for one in row["Attachments"]}}

    def log_roles(self):
        """name of the network -> the role that writes its flow log"""
        return {self.names[row["ResourceId"]]: row["DeliverLogsPermissionArn"]
                for row in self.report["logs"]}

    def all(self):
        return {name_of(row): self.network(row) for row in self.report["vpcs"]}

    def of(self, sort, vpc):
        return [row for row in self.report[sort] if row["VpcId"] == vpc]

    def network(self, row):
        vpc = row["VpcId"]
        return {
            "cidr": row["CidrBlock"],
            "names": row["EnableDnsSupport"] and row["EnableDnsHostnames"],
            "subnets": {name_of(one): {
                "cidr": one["CidrBlock"],
                "zone": "abcdef".index(one["AvailabilityZone"][-1]) + 1,
                "public addresses": one["MapPublicIpOnLaunch"],
                "routes": self.routes(one)} for one in self.of("subnets", vpc)},
            "groups": {name_of(one): {
                "in": rules(one["IpPermissions"], self.names),
                "out": rules(one["IpPermissionsEgress"], self.names)}
                for one in self.of("groups", vpc)},
            "endpoints": {one["ServiceName"].split(".")[-1]: self.endpoint(one)
                          for one in self.of("endpoints", vpc)},
            "flow logs": [{"group": one["LogGroupName"],
                           "traffic": one["TrafficType"],
                           "role": one["DeliverLogsPermissionArn"]}
                          for one in self.report["logs"]
                          if one["ResourceId"] == vpc],
            "nat": {self.names[one["SubnetId"]]: len(
                [row for row in self.report["addresses"] if row["AllocationId"]
                 == one["NatGatewayAddresses"][0]["AllocationId"]])
                for one in self.of("nat", vpc)},
        }

    def routes(self, subnet):
        table = self.report["associations"].get(subnet["SubnetId"])
        if table is None:
            return "no table of its own"
        return {row["DestinationCidrBlock"]: self.gateways.get(
            row.get("NatGatewayId") or row["GatewayId"])
            for row in self.report["tables"][table]["Routes"]
            if row.get("GatewayId") != "local" and "DestinationCidrBlock" in row}

    def endpoint(self, row):
        gateway = row["VpcEndpointType"] == "Gateway"
        tables = {table: self.names[subnet] for subnet, table
                  in self.report["associations"].items()}
        return {
            "gateway": gateway,
            "private names": row.get("PrivateDnsEnabled") or False,
            "in": sorted(tables[one] for one in row["RouteTableIds"]) if gateway
            else sorted(self.names[one] for one in row["SubnetIds"]),
            "groups": sorted(self.names[one["GroupId"]]
                             for one in row.get("Groups") or []),
            "statements": self.statements(
                ast.literal_eval(row["PolicyDocument"])),
        }

    def placed(self, config):
        """Where a function lies, by names."""
        return {"subnets": sorted(self.names.get(one, one)
                                  for one in config.get("SubnetIds", [])),
                "groups": sorted(self.names.get(one, one)
                                 for one in config.get("SecurityGroupIds", []))}


def rules(rows, names):
    found = []
    for row in rows:
        peers = [names.get(one["GroupId"], one["GroupId"])
                 for one in row["UserIdGroupPairs"]]
        peers += [one["CidrIp"] for one in row["IpRanges"]]
        found += [peer if peer == NOWHERE else
                  f"{row['IpProtocol']} {row.get('FromPort')} {peer}"
                  for peer in peers]
    return sorted(found)


class ExpectedNetworks:
    def __init__(self, expected):
        """`expected` has texts, statements and references of the model."""
        self.expected, self.model = expected, expected.model
        self.parts = {one["path"]: one["name"] for row in self.model["networks"]
                      for one in parts(row)}

    def all(self):
        return {one["name"]: self.network(one)
                for one in self.model["networks"]}

    def network(self, one):
        name, subnets = one["name"], [row["name"] for row in one["subnets"]]
        public = [row["name"] for row in one["public_subnets"]]
        return {
            "cidr": one["settings"]["cidr"]["value"], "names": True,
            "subnets": {
                row["name"]: {"cidr": row["cidr"], "zone": row["zone"],
                              "public addresses": False, "routes": route}
                for rows, routes in (
                    (one["subnets"], [{ANYWHERE: to} for to in public]
                     or [{}] * len(subnets)),
                    (one["public_subnets"], [{ANYWHERE: name}] * len(public)))
                for row, route in zip(rows, routes)},
            "groups": {row["name"]: {
                "in": self.rules(row["in"]),
                "out": self.rules(row["out"]) or [NOWHERE]}
                for row in (one.get("handlers_group"),
                            one.get("endpoints_group")) if row},
            "endpoints": {row["service"]: {
                "gateway": row["gateway"], "private names": not row["gateway"],
                "in": sorted(subnets),
                "groups": [] if row["gateway"] else
                [one["endpoints_group"]["name"]],
                "statements": self.expected.statements(row)}
                for row in one["endpoints"]},
            "flow logs": [{"group": self.expected.name(one["log_group"]),
                           "traffic": "ALL",
                           "role": self.expected.arn(one["log_role"])}]
            if "log_group" in one else [],
            "nat": {subnet: 1 for subnet in public},
        }

    def rules(self, rows):
        return sorted(f"tcp {row['port']} " + (
            self.parts[row["peer"]["path"]] if "peer" in row else ANYWHERE)
            for row in rows)

    def placed(self, handler):
        of = handler.get("network", {})
        if of.get("kind") == "external network":
            settings = self.expected.things[of["kind"], of["path"]]["settings"]
            return {"subnets": sorted(settings["subnets"]["value"]),
                    "groups": sorted(settings["security_groups"]["value"])}
        one = next((row for row in self.model["networks"]
                    if row["path"] == of.get("path")), None)
        return {"subnets": sorted(row["name"] for row in one["subnets"])
                if one else [],
                "groups": [one["handlers_group"]["name"]] if one else []}


def parts(network):
    return [*network["subnets"], *network["public_subnets"],
            *(network[word] for word in ("handlers_group", "endpoints_group")
              if word in network)]
