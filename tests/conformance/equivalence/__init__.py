# SPDX-License-Identifier: Apache-2.0
"""Whether two targets describe the same infrastructure.

A CloudFormation template (evaluate.py, shape.py) and a Terraform state
(terraform.py) become the same graph (graph.py): a node for each resource, named
by what it is called or by whom it serves, with properties as CloudFormation
spells them, in which a reference is the name of the node that it leads to.
compare.py sets two graphs side by side. What may differ is a line of
allowed.tsv; mutants.py shows that nothing else may.
"""
from .compare import Allowed, compare, differences
from .shape import graph_of_template
from .terraform import graph_of_terraform

__all__ = ["Allowed", "compare", "differences", "graph_of_template",
           "graph_of_terraform"]
