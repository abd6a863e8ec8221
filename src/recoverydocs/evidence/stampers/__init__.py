"""evidence/stampers"""
