"""delivery/channels"""
